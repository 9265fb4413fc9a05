//! Tells languages apart that the detection takes for each other, by words that only one of them has.

/// A language, and words that none of its neighbours writes so.
type Words = (&'static str, &'static [&'static str]);

/// Neighbours.
#[rustfmt::skip]
const NEIGHBOURS: &[&[Words]] = &[
    &[
        ("id", &[
            "karena", "bahwa", "bisa", "maret", "agustus", "juli", "juni", "desember", "kantor", "layanan", "pelayanan", "ujar", "yaitu",
            "polisi", "perusahaan", "senin", "kamis", "jumat", "sabtu", "minggu", "pemerintah", "pers", "dari", "kabupaten", "provinsi",
            "kota", "mengatakan", "menyatakan", "warga", "anggaran", "jadwal", "uang",
            "kecamatan", "petugas", "wilayah", "sejumlah", "digelar", "dilakukan", "republik", "rapat", "terkait", "kegiatan",
            "kebijakan", "dinas", "diwajibkan", "informatika", "tim", "gubernur",
        ]),
        ("ms", &[
            "kerana", "bahawa", "boleh", "mac", "ogos", "julai", "jun", "disember", "pejabat", "perkhidmatan", "berkata", "iaitu", "ialah",
            "polis", "syarikat", "isnin", "khamis", "jumaat", "ahad", "kerajaan", "akhbar", "daripada", "sekiranya", "manakala", "sebarang",
            "baharu", "hospital", "awam", "peruntukan", "datuk", "dato", "kenyataan", "mengikut", "kereta", "bandar",
            "jadual", "rasmi", "merasmikan", "kira-kira", "wang", "ringgit", "rm", "bangunan", "majlis", "tiada", "sesiapa", "mesyuarat", "aktiviti", "bermula", "sumbangan", "menerusi",
        ]),
    ],
    &[
        ("da", &[
            "af", "efter", "blev", "mellem", "hvad", "nogle", "uge", "penge", "også", "bruge", "frem", "kunne", "myndigheder", "ud", "op",
            "nye", "skoler", "siger", "ministeren", "meget", "fordi", "børn", "sætte", "danske", "regeringen", "hvor", "nu", "aftale", "mod",
        ]),
        ("no", &[
            "av", "etter", "ble", "mellom", "hva", "noen", "uke", "penger", "også", "bruke", "fram", "frem", "kunne", "myndigheter", "ut", "opp",
            "nye", "skoler", "sier", "statsråden", "veldig", "fordi", "barn", "sette", "norske", "regjeringen", "regjeringa", "hvor", "nå", "avtale", "mot",
        ]),
        ("is", ICELANDIC),
        ("nn", &["ikkje", "eit", "frå", "dei", "kva", "vart", "meir", "noko", "korleis", "eg", "kvar", "berre", "seier", "auka", "gjer", "òg", "nokre", "medan"]),
    ],
    &[
        ("hr", &[
            "tijekom", "tisuća", "uvjeti", "uvjet", "općina", "općine", "tko", "što", "vlak", "siječnja", "veljače", "ožujka", "travnja",
            "svibnja", "lipnja", "srpnja", "kolovoza", "rujna", "listopada", "studenoga", "studenog", "prosinca", "priopćenje", "vijeće",
            "europske", "sveučilište", "izvješće", "tjedan", "točka", "opći", "suradnja", "suradnji",
        ]),
        ("sr", &[
            "tokom", "hiljada", "uslovi", "uslov", "opština", "opštine", "ko", "šta", "voz", "januara", "februara", "marta", "aprila", "maja",
            "juna", "jula", "avgusta", "septembra", "oktobra", "novembra", "decembra", "saopštenje", "saopštenju", "savet", "evropske",
            "univerzitet", "izveštaj", "nedelja", "predsednik", "saradnja", "saradnji", "vlade", "gde", "posle", "dve", "reč",
        ]),
    ],
    &[
        ("cy", &["yn", "mae", "wedi", "gan", "bydd", "ei", "ac", "sydd", "gyda", "hyn", "ar", "fod"]),
        ("is", ICELANDIC),
    ],
    &[
        ("zu", &["futhi", "ukuthi", "ngoba", "kanye", "uma", "abantu", "umnyango", "ukuze", "uhulumeni"]),
        ("sw", &["ya", "wa", "kwa", "katika", "leo", "hiyo", "huo", "nchi", "serikali", "rais", "mkoa", "waziri", "pia", "ambayo", "amezindua", "ili", "ni"]),
    ],
    &[
        ("cs", &["že", "jsou", "který", "která", "které", "být", "při", "také", "však", "nebo", "ministerstvo", "března", "dubna", "února", "ledna", "září", "prosince", "řekl", "uvedl"]),
        ("sk", &["že", "sú", "ktorý", "ktorá", "ktoré", "byť", "pri", "tiež", "však", "alebo", "ministerstvo", "marca", "apríla", "februára", "januára", "septembra", "decembra", "povedal", "uviedol", "slovenskej"]),
    ],
];

/// Words of Icelandic, which the detection doesn't know.
#[rustfmt::skip]
const ICELANDIC: &[&str] = &[
    "að", "við", "í", "á", "sem", "fyrir", "ekki", "hefur", "verður", "voru", "þess", "það", "sagði", "króna", "einnig", "verið",
];

/// So many words of its own a language has at least that takes another's place, beyond those of that one.
const FEWEST: usize = 2;

/// The neighbour of `tag` that the words speak for, where they clearly do.
pub(super) fn neighbour(tag: &str, text: &str) -> Option<&'static str> {
    let group = NEIGHBOURS.iter().find(|group| group.iter().any(|(own, _)| *own == tag))?;
    let text = text.to_lowercase();
    let words: Vec<&str> = text.split(|c: char| !c.is_alphabetic() && c != '-').collect();
    let own = |list: &[&str], others: &[Words]| {
        let shared = |word: &str| others.iter().filter(|(_, list)| list.contains(&word)).count() > 1;
        words.iter().filter(|word| list.contains(word) && !shared(word)).count()
    };
    let counts: Vec<(usize, &'static str)> =
        group.iter().map(|(tag, list)| (own(list, group), *tag)).collect();
    let stated = counts.iter().find(|(_, own)| *own == tag).map_or(0, |(count, _)| *count);
    let (most, best) = counts.iter().max_by_key(|(count, _)| *count)?;
    (*best != tag && *most >= stated + FEWEST).then_some(best)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_its_own_tell_a_language() {
        for (detected, text, best) in [
            ("id", "Kementerian berkata hospital baharu itu siap kerana kerjasama semua pihak.", Some("ms")),
            ("id", "Pemerintah mengatakan rumah sakit baru itu selesai karena kerja sama semua pihak.", None),
            (
                "da",
                "Regjeringen foreslår å bruke penger på skoler, og ikke alle får støtte etter første uke.",
                Some("no"),
            ),
            (
                "no",
                "Regeringen foreslår at bruge penge på skoler, og ikke alle får støtte efter første uge.",
                Some("da"),
            ),
            (
                "no",
                "Regjeringa seier at ikkje alle skular får meir frå første dag, og at dei ventar.",
                Some("nn"),
            ),
            (
                "hr",
                "Predsednik je tokom posete rekao da će deset hiljada ljudi dobiti pomoć do maja.",
                Some("sr"),
            ),
        ] {
            assert_eq!(neighbour(detected, text), best, "{text}");
        }
        assert_eq!(
            neighbour("cy", "Nýr leikskóli var opnaður í dag að viðstöddum fjölda gesta."),
            Some("is")
        );
        assert_eq!(neighbour("zu", "Rais wa Jamhuri ya Mfano leo amezindua mradi wa maji."), Some("sw"));
        assert_eq!(neighbour("en", "The ministry"), None);
    }
}
