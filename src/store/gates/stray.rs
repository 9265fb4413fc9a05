//! Gates that stand outside of front matter: below a comment or a heading, between fences that are none, in a list of
//! headers at the head of a plain text. Who wrote them meant to hold the release back.

use super::suspect;
use crate::store::fields::{Report, name_of};

/// How many lines are the head of a text, where somebody may have meant to write front matter.
const HEAD: usize = 40;

/// Reports the first such line of a text that has no front matter.
pub(in crate::store) fn report_stray(text: &str, report: &mut Report) {
    if let Some((line, words)) = stray_line(text) {
        report.error_at(
            line,
            format!("`{words}` decides whether the release is public, and stands outside of front matter"),
            "begin the file with a line of `---`, then write such lines, then `---` again",
        );
    }
}

/// The first line of the head of a text that is written like a gate, counted from 1, and its words. Embargoes and dates
/// are not among them: those are read in any text.
pub(in crate::store) fn stray_line(text: &str) -> Option<(usize, &str)> {
    // `lines` knows no bare carriage returns, which some editors still write.
    let lines =
        (1..).zip(text.lines()).flat_map(|(number, line)| line.split('\r').map(move |part| (number, part)));
    lines.map(|(number, line)| (number, line.trim())).take(HEAD).find(|(_, line)| is_gate(line))
}

fn is_gate(line: &str) -> bool {
    let Some((key, value)) = line.split_once([':', '=']) else { return false };
    let key = key.trim_matches(|character: char| !character.is_alphanumeric());
    let value = value.trim().trim_end_matches(',').trim_matches(['"', '\'']);
    // A key of front matter is one word; “Publish date: …” is a line for people.
    key.chars().all(|character| character.is_alphanumeric() || matches!(character, '-' | '_'))
        && suspect::holds_back(&name_of(key), value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gates_outside_of_front_matter() {
        for (line, text) in [
            (3, "<!-- template -->\n---\ndraft: true\n---\n# A\n"),
            (4, "# A\n\n---\npublishDate: 2030-01-01\n---\n"),
            (3, "----\ntitle: A\ndraft: true\n----\n"),
            (3, "—-\ntitle: A\nDraft: yes\n—-\n"),
            (1, "---\rtitle: A\rdraft: true\r---\rText\r"),
            (2, "```yaml\ndraft: true\n```\n"),
            (2, "<!--\nexpiryDate: 2026-01-01\n-->\n<p>Text</p>"),
            (3, "Title: A\nDate: 2026-01-02\nDraft: true\n\nText"),
            (2, "Title: A\nStatus: draft\n\nText"),
            (1, "published: false\n\nText"),
            (1, "withdrawn = 2026-01-02\n"),
            (2, "\"title\": 1,\n\"draft\": true,\n"),
        ] {
            assert_eq!(stray_line(text).map(|(line, _)| line), Some(line), "{text}");
        }
    }

    #[test]
    fn other_lines_are_none() {
        for text in [
            "Title: A\nDate: 2026-01-02\nPublished: 2026-01-02\n",
            "Publish date: 2026-01-02\n",
            "Draft: a resolution on water\n",
            "Status: final\nState: Berlin\n",
            "EMBARGO: 2030-01-01\n",
            "The draft: true to its word.\n",
            "draft: false\n",
            "Note: draft: true\n",
        ] {
            assert_eq!(stray_line(text), None, "{text}");
        }
        assert_eq!(stray_line(&format!("{}draft: true\n", "A line.\n".repeat(HEAD))), None);
    }
}
