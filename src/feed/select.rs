//! Which releases a definition selects, by nothing but their facets.

use crate::article::{Facets, Term};
use crate::feed::{Condition, Facet, Quantifier, Selection};
use crate::language::Language;

impl Selection {
    /// Whether a release with these facets is selected.
    #[must_use]
    pub fn admits(&self, facets: &Facets) -> bool {
        self.conditions.iter().all(|condition| condition.holds(facets))
    }

    /// The language of every selected release, where one condition settles it.
    #[must_use]
    pub fn only_language(&self) -> Option<Language> {
        self.conditions.iter().find_map(|condition| match (condition, condition.values.as_slice()) {
            (
                Condition { facet: Facet::Language, quantifier: Quantifier::Any | Quantifier::All, .. },
                [tag],
            ) => Language::parse(tag).ok(),
            _ => None,
        })
    }
}

impl Condition {
    fn holds(&self, facets: &Facets) -> bool {
        let mut values = self.values.iter();
        match self.quantifier {
            Quantifier::Any => values.any(|value| has(facets, self.facet, value)),
            Quantifier::All => values.all(|value| has(facets, self.facet, value)),
            Quantifier::None => !values.any(|value| has(facets, self.facet, value)),
        }
    }
}

fn has(facets: &Facets, facet: Facet, value: &str) -> bool {
    let is_value = |term: &Term| term.slug().as_str() == value;
    match facet {
        Facet::Tag => facets.tags.iter().any(is_value),
        Facet::Kind => facets.kind.as_ref().is_some_and(is_value),
        Facet::Issuer => facets.issuer.as_ref().is_some_and(is_value),
        Facet::Place => facets.place.as_ref().is_some_and(is_value),
        Facet::Language => is_within(facets.language.as_str(), value),
    }
}

/// Whether a language tag is `range` or a part of it (RFC 4647 §3.3.1): `pt-BR` is within `pt`.
fn is_within(tag: &str, range: &str) -> bool {
    tag.get(..range.len()).is_some_and(|start| start.eq_ignore_ascii_case(range))
        && matches!(tag.as_bytes().get(range.len()), None | Some(b'-'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn facets(language: &str, tags: &[&str], kind: Option<&str>) -> Facets {
        Facets {
            language: Language::parse(language).unwrap(),
            tags: tags.iter().filter_map(|tag| Term::parse(tag)).collect(),
            kind: kind.and_then(Term::parse),
            issuer: None,
            place: None,
        }
    }

    fn select(facet: Facet, quantifier: Quantifier, values: &[&str]) -> Selection {
        let values = values.iter().map(|value| (*value).to_owned()).collect();
        Selection { conditions: vec![Condition { facet, quantifier, values }] }
    }

    #[test]
    fn quantifiers_count_values() {
        let both = facets("id", &["Gizi Anak", "Kesehatan"], None);
        for (quantifier, values, expected) in [
            (Quantifier::Any, ["gizi-anak", "x"], true),
            (Quantifier::Any, ["y", "x"], false),
            (Quantifier::All, ["gizi-anak", "kesehatan"], true),
            (Quantifier::All, ["gizi-anak", "x"], false),
            (Quantifier::None, ["y", "x"], true),
            (Quantifier::None, ["gizi-anak", "x"], false),
        ] {
            assert_eq!(
                select(Facet::Tag, quantifier, &values).admits(&both),
                expected,
                "{quantifier:?} {values:?}"
            );
        }
    }

    #[test]
    fn a_language_meets_its_regions_only() {
        let portuguese = select(Facet::Language, Quantifier::Any, &["pt"]);
        for (tag, expected) in [("pt", true), ("pt-BR", true), ("en", false), ("pis", false)] {
            assert_eq!(portuguese.admits(&facets(tag, &[], None)), expected, "{tag}");
        }
        let brazilian = select(Facet::Language, Quantifier::Any, &["pt-br"]);
        assert!(brazilian.admits(&facets("pt-BR", &[], None)) && !brazilian.admits(&facets("pt", &[], None)));
        assert_eq!(brazilian.only_language(), Language::parse("pt-BR").ok());
    }

    #[test]
    fn every_condition_must_hold() {
        let mut selection = select(Facet::Kind, Quantifier::Any, &["speech"]);
        selection.conditions.extend(select(Facet::Tag, Quantifier::None, &["a"]).conditions);
        assert!(selection.admits(&facets("en", &["b"], Some("Speech"))));
        assert!(!selection.admits(&facets("en", &["a"], Some("Speech"))));
        assert!(Selection::default().admits(&facets("en", &[], None)));
    }
}
