//! Native and full-width digits and signs, read as ASCII ones.

/// The zero of each script's decimal digits that releases are written in (Unicode category Nd).
const ZEROS: [char; 8] =
    ['\u{0660}', '\u{06F0}', '\u{0966}', '\u{09E6}', '\u{0E50}', '\u{0ED0}', '\u{17E0}', '\u{FF10}'];

/// A text with ASCII digits, and the way back to the text that it was made from.
pub(super) struct Plain {
    /// The text, one character for each of the original's.
    pub(super) text: String,
    /// For each byte of `text` that starts a character, and for its end, the byte of the original.
    origins: Vec<usize>,
}

impl Plain {
    /// Reads `original`.
    pub(super) fn of(original: &str) -> Self {
        let mut text = String::with_capacity(original.len());
        let mut origins = Vec::with_capacity(original.len() + 1);
        for (origin, character) in original.char_indices() {
            // The first year of a Japanese era.
            let is_first_year = character == '元' && original[origin..].starts_with("元年");
            text.push(if is_first_year { '1' } else { ascii(character) });
            origins.resize(text.len(), origin);
        }
        origins.push(original.len());
        Self { text, origins }
    }

    /// The byte of the original that this byte of `text` was read from.
    pub(super) fn origin(&self, byte: usize) -> usize {
        self.origins[byte]
    }
}

fn ascii(character: char) -> char {
    let value = ZEROS.iter().find_map(|&zero| {
        let distance = u32::from(character).checked_sub(u32::from(zero))?;
        char::from_digit(distance, 10)
    });
    match (value, character) {
        (Some(digit), _) => digit,
        (None, '／') => '/',
        (None, '．') => '.',
        (None, '－') => '-',
        (None, '（') => '(',
        (None, '）') => ')',
        (None, other) => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_way_back_is_kept() {
        let plain = Plain::of("٢٧/١١ x");
        assert_eq!(plain.text, "27/11 x");
        assert_eq!((plain.origin(0), plain.origin(3), plain.origin(7)), (0, 5, 11));
    }
}
