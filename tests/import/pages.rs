//! Pages of many systems and languages, each with what it is.

use serde_json::Value;

use crate::json;

/// A page, its fields, words that its text has, and words that it must not have.
type Expectation =
    (&'static str, &'static [(&'static str, &'static str)], &'static [&'static str], &'static [&'static str]);

const PAGES: &[Expectation] = &[
    (
        "wordpress-id",
        &[
            ("title", "Dinas Kesehatan Buka Empat Puskesmas Baru di Kabupaten Contoh"),
            ("date", "2023-06-15T09:30:00+07:00"),
            ("language", "id"),
            ("place", "Contoh"),
            ("issuer", "Pemerintah Kabupaten Contoh"),
            ("image", "https://contoh.example/wp-content/uploads/2023/06/puskesmas-1024x683.jpg"),
            ("caption", "Kepala Dinas meresmikan puskesmas di Kecamatan Utara, Kamis (15/6)."),
            ("credit", "Humas Contoh"),
            ("byline", ""),
        ],
        &["CONTOH – Dinas Kesehatan", "tiga dokter", "dua jam perjalanan"],
        &["Bagikan", "Facebook", "Kategori", "Jalan baru", "Hak cipta", "admin", "Juli", "meresmikan"],
    ),
    (
        "drupal-en",
        &[
            ("title", "Flood plan published"),
            ("subtitle", "Forty towns will have new defences by 2030"),
            ("date", "2022-03-14T17:00:00+07:00"),
            ("language", "en-GB"),
            ("issuer", "Department of Rivers"),
            ("contacts", "Media enquiries\nPress office\npress@rivers.gov.example\n020 7946 0000"),
            (
                "notes",
                "Notes to editors\n1. The consultation ran from June to September 2021.\n2. The plan replaces that of 2010.",
            ),
        ],
        &[
            "The Department of Rivers has today",
            "## What changes for residents",
            "- New walls in twelve towns",
        ],
        &["News story", "Published", "2023", "press@", "consultation ran", "licence"],
    ),
    (
        "typo3-de",
        &[
            ("title", "Neue Brücke über die Muster freigegeben"),
            ("subtitle", "Oberbürgermeisterin dankt den Anwohnern für ihre Geduld"),
            ("date", "2021-08-31"),
            ("language", "de"),
            ("image", "https://www.musterberg.example/fileadmin/bruecke.jpg"),
            ("caption", "Die neue Brücke am Tag der Freigabe."),
            ("credit", "Stadt Musterberg"),
            ("byline", ""),
        ],
        &["Die Stadt Musterberg hat am Dienstag", "12,4 Millionen"],
        &["Zurück", "Impressum", "Rathaus", "presse@", "Tag der Freigabe"],
    ),
    (
        "prefecture-fr",
        &[
            ("title", "Sécheresse : le préfet limite l’arrosage dans douze communes"),
            ("date", "2022-08-01"),
            ("language", "fr"),
            ("issuer", "Préfecture de la Rive"),
        ],
        &["Le préfet de la Rive a signé", "sous réserve du débit"],
        &["Accueil", "Partager", "Mentions", "Publié", "Mis à jour", "01 23 45"],
    ),
    (
        "korea-board",
        &[("title", "농어촌 4개 지역에 공공의원 새로 문 연다"), ("date", "2024-05-20"), ("language", "ko")],
        &["보건의료 서비스가 부족한", "10개 지역으로"],
        &["조회수", "목록", "Copyright", "알림"],
    ),
    (
        "japan-static",
        &[
            ("title", "新しい診療所を四か所に開設します"),
            ("date", "2023-04-03"),
            ("language", "ja"),
            ("number", "12"),
        ],
        &["例示市は、市民がより近い場所で"],
        &["ホーム", "トップ", "Copyright", "012-345"],
    ),
    (
        "china-gov",
        &[
            ("title", "全市四家社区医院正式启用"),
            ("date", "2021-11-08T16:25:00+07:00"),
            ("language", "zh"),
            ("issuer", "示例市卫生局"),
        ],
        &["示例市四家社区医院十一月八日正式启用"],
        &["首页", "字号", "打印", "备案号"],
    ),
    (
        "arabic-rtl",
        &[
            ("title", "افتتاح أربع عيادات جديدة في شمال البلاد"),
            ("date", "2017-11-27"),
            ("language", "ar"),
            ("image", "https://mithal.example/images/clinic.jpg"),
        ],
        &["افتتحت وزارة المثال اليوم"],
        &["الرئيسية", "مشاركة", "جميع الحقوق"],
    ),
    (
        "nextjs-es",
        &[
            ("title", "La ciudad estrena cuatro bibliotecas de barrio"),
            ("subtitle", "Abrirán también los domingos"),
            ("date", "2024-02-09T17:15:00+07:00"),
            ("language", "es"),
            ("byline", "Lucía Ejemplo"),
            ("issuer", "Ayuntamiento de Ejemplo"),
            ("image", "https://ejemplo.example/img/biblioteca.jpg"),
        ],
        &["cuatro bibliotecas de barrio que suman", "siete millones"],
        &["min de lectura", "tranvía"],
    ),
    (
        "old-table-en",
        &[
            ("title", "New pilot boats enter service"),
            ("date", "2003-05-12"),
            ("place", "Port Example"),
            ("contacts", "Contact: Jo Example\n(555) 010-0199\njo@harbour.example"),
            ("image", ""),
        ],
        &["PORT EXAMPLE - The Harbour Authority", "had served the port since 1979"],
        &["Tides", "IMMEDIATE", "###", "Copyright", "jo@"],
    ),
    (
        "migrated-it",
        &[
            ("title", "Aperti quattro nuovi ambulatori di quartiere"),
            ("date", "2017-06-17"),
            ("language", "it"),
        ],
        &["Il Comune di Esempio ha aperto"],
        &["17 giugno", "Piazza"],
    ),
    (
        "nodate-nl",
        &[("title", "Gemeente Voorbeeld opent vier buurthuizen"), ("date", ""), ("language", "nl")],
        &["De gemeente Voorbeeld heeft"],
        &["bijgewerkt", "©"],
    ),
    (
        "stale-og-pl",
        &[("title", "Cztery nowe przychodnie w gminie Przykład"), ("date", "2020-09-15"), ("language", "pl")],
        &["Gmina Przykład otworzyła"],
        &["Opublikowano", "Remont"],
    ),
    (
        "russia-portal",
        &[("title", "В городе открылись четыре поликлиники"), ("date", "2017-11-27"), ("language", "ru")],
        &["В Примерске начали работу"],
        &["Главная", "©"],
    ),
    (
        "turkey-card",
        &[
            ("title", "Dört yeni aile sağlığı merkezi hizmete açıldı"),
            ("date", "2023-06-17"),
            ("language", "tr"),
            ("image", "https://ornek.example/uploads/merkez.jpg"),
        ],
        &["Örnek Belediyesi, merkeze uzak"],
        &["Anasayfa", "Paylaş", "saklıdır", "Haziran"],
    ),
    (
        "vietnam-cms",
        &[
            ("title", "Khai trương bốn trạm y tế mới tại tỉnh Ví Dụ"),
            ("date", "2022-06-17T08:00:00+07:00"),
            ("language", "vi"),
        ],
        &["Sáng nay, Ủy ban nhân dân"],
        &["Trang chủ", "GMT"],
    ),
    (
        "embargo-en",
        &[
            ("title", "Employment rises for the fifth quarter"),
            ("embargo", "2025-11-14T16:30:00+07:00"),
            ("place", "Exampleton"),
            ("number", "SO 2025/88"),
            (
                "boilerplate",
                "About the Statistics Office\nThe Statistics Office is the independent producer of the country's official figures.",
            ),
        ],
        &["EXAMPLETON – Employment rose", "revised figures"],
        &["EMBARGOED", "ENDS", "independent producer"],
    ),
    (
        "squarespace-pt",
        &[
            ("title", "Quatro novos postos de saúde abrem as portas"),
            ("date", "2019-05-21T19:00:00+07:00"),
            ("language", "pt-BR"),
            ("byline", "Ana Exemplo"),
            ("issuer", "Prefeitura de Exemplo"),
        ],
        &["A Prefeitura de Exemplo inaugurou"],
        &["21 de maio", "Ana"],
    ),
    (
        "plone-sv",
        &[
            ("title", "Fyra nya vårdcentraler öppnar"),
            ("date", "2018-08-31T12:10:00+07:00"),
            ("language", "sv"),
            ("byline", ""),
        ],
        &["Exempelstads kommun öppnar i dag"],
        &["publicerad", "Hem", "2024"],
    ),
    (
        "legacy-ms",
        &[("title", "Empat klinik desa dibuka"), ("date", "2016-08-03"), ("place", "Kota Contoh")],
        &["KOTA CONTOH, 3 Ogos 2016 – Kementerian", "“Ini janji kerajaan kepada rakyat,”"],
        &[],
    ),
];

#[test]
fn pages_of_many_systems_are_read() {
    let files: Vec<String> = PAGES
        .iter()
        .map(|(name, ..)| format!("{}/tests/import/pages/{name}.html", env!("CARGO_MANIFEST_DIR")))
        .collect();
    let mut arguments = vec!["--time-zone", "Asia/Jakarta"];
    arguments.extend(files.iter().map(String::as_str));
    let read = json(&arguments);
    assert_eq!(read.len(), PAGES.len());
    let mut faults = Vec::new();
    for ((name, fields, has, lacks), page) in PAGES.iter().zip(&read) {
        for (field, expected) in *fields {
            let found = page[field]["value"].as_str().unwrap_or_default();
            if found != *expected {
                faults.push(format!("{name}: {field}: wanted {expected:?}, found {found:?}"));
            }
        }
        let body = page["body"]["value"].as_str().unwrap();
        faults.extend(
            has.iter()
                .filter(|words| !body.contains(**words))
                .map(|words| format!("{name}: lacks {words:?}")),
        );
        faults.extend(
            lacks.iter().filter(|words| body.contains(**words)).map(|words| format!("{name}: has {words:?}")),
        );
    }
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}

#[test]
fn what_can_not_be_read_safely_says_so() {
    let page = format!("{}/tests/import/pages/nodate-nl.html", env!("CARGO_MANIFEST_DIR"));
    let read = json(&[&page]);
    assert_eq!(read[0]["file"], page);
    assert!(read[0]["held_back"].as_str().unwrap().contains("add the line `date:"));
    assert_eq!(read[0]["date"], Value::Null);
}

#[test]
fn pictures_that_a_script_would_load_and_links_that_are_scripts() {
    let lead = "TOWN, 3 March 2026 – The ministry opened four new clinics in the north of the country, it said today.";
    let more = "The minister said that each of the clinics has a doctor and two nurses, and is open on every day of the week.";
    let placeholder = "data:image/gif;base64,R0lGODlhAQABAAAAACw=";
    for picture in [
        format!("<img src='{placeholder}' data-src='/real.jpg' alt='A'>"),
        "<img src='/placeholder.gif' data-lazy-src='/real.jpg' alt='A'>".to_owned(),
        format!("<img src='{placeholder}' data-srcset='/real.jpg 600w, /real-2.jpg 1200w' alt='A'>"),
        "<img src='/spacer.gif' data-srcset='/real.jpg 600w, /real-2.jpg 1200w' alt='A'>".to_owned(),
        format!(
            "<picture><source data-srcset='/real.webp'><img src='{placeholder}' data-src='/real.jpg' alt='A'></picture>"
        ),
    ] {
        let page = format!(
            "<html lang=en><head><title>Four clinics open</title><link rel=canonical href='https://a.example/2026/clinics'></head>\
             <body><article><h1>Four clinics open</h1><p>{lead}</p><p>{picture}</p><p>{more} <a href='JavaScript:void(0)'>Open the map</a>, \
             <a href=' data:text/html,x'>the list</a>, <a href='vb&#10;script:x'>the plan</a> and <a href='/more'>more</a>.</p></article></body></html>"
        );
        let folder = crate::program::folder_of(&[("a.html", &page)]);
        let read = json(&[folder.path().join("a.html").to_str().unwrap()]);
        let body = read[0]["body"]["value"].as_str().unwrap();
        assert!(
            body.contains("![A](https://a.example/real.jpg)")
                || read[0]["image"]["value"] == "https://a.example/real.jpg",
            "{picture}: {}",
            read[0]
        );
        let text = read[0].to_string().to_lowercase();
        for stray in ["spacer", "placeholder", "data:", "javascript:", "vbscript"] {
            assert!(!text.contains(stray), "{stray}: {}", read[0]);
        }
        assert!(
            body.contains("Open the map, the list, the plan and [more](https://a.example/more)"),
            "{body}"
        );
    }
}
