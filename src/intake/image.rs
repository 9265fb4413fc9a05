//! Names of image files that stand in a text, and lines that say whose picture it is.

use std::sync::LazyLock;

use regex::Regex;

use super::pattern::pattern;

static NAME: LazyLock<Regex> = LazyLock::new(|| {
    pattern(concat!(
        r"(?i)^(?:(?:19|20)\d\d(?:0[1-9]|1[0-2])[0-3]\d\b[^.!?。]{0,60}|(?:img|dsc|dscf|dscn|image|foto|photo|p)[-_ ]?\d[\w -]{0,40}",
        // What programs call pictures that they save: `WhatsApp Image 2024-03-07 at 10.27.34 (1)`.
        r"|(?:whatsapp (?:image|video)|screen ?shot|tangkapan layar|bildschirmfoto|capture d['’]écran|captura de (?:pantalla|tela))[-_ ][^!?]{0,20}\d[^!?]{0,40}",
        r"|[^\s/][^/]{0,80}\.(?:jpe?g|png|gif|webp|tiff?|heic))$",
    ))
});

static CREDIT: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)^[(（\[]?\s*(?:foto|photo|photo credit|photo by|photo courtesy of|picture|image|bild|crédit photo|credit|gambar|dok\.?|dokumentasi|사진|사진 제공|写真|写真提供|图片来源|图|摄影|تصوير|صورة|фото|fotoğraf|ảnh|zdjęcie)\s*(?:[:：©/]|\bby\b|=)\s*(?P<credit>(?:dok\.\s?)?[^.。!?]{2,60}?)\.?\s*[)）\]]?$",
    )
});

static ENDING_CREDIT: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)[\p{L}\p{N}](?:[)”\x22]*[.!]\s[(\[]?|[)”\x22]\s|[)”\x22]*\s?[(（\[/|–-]\s?)\b(?:foto|photo|photo credit|photo by|bild|crédit photo|crédito|dok|사진|写真|фото|fotoğraf|ảnh)\s?(?:[:：©/=]|\bby\b)\s*[^.。!?:]{2,50}\.?[)）\]]?$",
    )
});

/// Whether a line says something, and then whose picture it is.
pub(super) fn ends_with_credit(line: &str) -> bool {
    const FEWEST: usize = 5;
    let is_labelled = || CREDIT.is_match(line) && line.contains('(');
    line.split_whitespace().count() >= FEWEST
        && credit(line).is_none()
        && (ENDING_CREDIT.is_match(line) || is_labelled())
}

/// Whether a line is nothing but the name of an image's file, without the labels of a page before it.
pub(super) fn is_name(line: &str) -> bool {
    !line.contains([':', '：']) && NAME.is_match(line)
}

/// Whose picture it is, where a line says nothing else.
pub(super) fn credit(line: &str) -> Option<&str> {
    let credit = CREDIT.captures(line)?.name("credit")?.as_str().trim();
    // `Foto: Banjir di kota (Humas Contoh)`
    (!credit.contains('(')).then_some(credit)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_credits() {
        for line in [
            "20171127 Indo korea",
            "IMG_2034",
            "klinik baru.jpg",
            "DSC 0012",
            "WhatsApp Image 2024-03-07 at 10.27.34 AM (1)",
            "Screenshot_20240307-102734",
        ] {
            assert!(is_name(line), "{line}");
        }
        for line in [
            "2017 was a good year",
            "Photo of the year",
            "www.a.example/foto.jpg",
            "20171399 x",
            "WhatsApp Image banned in 3 offices!",
        ] {
            assert!(!is_name(line), "{line}");
        }
        assert_eq!(credit("Foto: Humas Kota Contoh"), Some("Humas Kota Contoh"));
        assert_eq!(credit("(Photo: City of Example)"), Some("City of Example"));
        assert_eq!(credit("Foto: Dok. Humas Contoh"), Some("Dok. Humas Contoh"));
        assert_eq!(credit("사진=예시시"), Some("예시시"));
        assert!(ends_with_credit("Warga antre membeli beras, Selasa (12/3/2024). Foto: Humas"));
        assert!(ends_with_credit("The new bridge at night (Photo: City of Example)"));
        assert!(ends_with_credit("Foto : Kondisi banjir di Contoh (BPBD Contoh)"));
        assert!(!ends_with_credit("Lomba foto: dua warga meraih juara di kota"));
        assert_eq!(credit("Photographs were shown to all."), None);
    }
}
