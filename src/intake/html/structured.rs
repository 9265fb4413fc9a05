//! What a page says of itself in JSON-LD, by the vocabulary of schema.org.

use std::collections::BTreeMap;

use serde_json::Value;

use super::block::folded;

/// What the articles of a page's JSON-LD say.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Structured {
    pub(super) headlines: Vec<String>,
    pub(super) subtitles: Vec<String>,
    pub(super) published: Vec<String>,
    /// Names of persons.
    pub(super) authors: Vec<String>,
    /// Names of offices that are authors.
    pub(super) offices: Vec<String>,
    pub(super) publishers: Vec<String>,
    pub(super) images: Vec<String>,
    /// Names of sites and offices: none of them is a headline.
    pub(super) sites: Vec<String>,
}

/// Types of things that a release can be.
const ARTICLES: &[&str] = &[
    "Article",
    "NewsArticle",
    "ReportageNewsArticle",
    "Report",
    "BlogPosting",
    "PressRelease",
    "AdvertiserContentArticle",
    "SpecialAnnouncement",
    "GovernmentAnnouncement",
];
const OFFICES: &[&str] =
    &["Organization", "GovernmentOrganization", "NewsMediaOrganization", "WebSite", "Corporation", "NGO"];

/// So deep are the articles of a page at most.
const DEEPEST: usize = 12;

impl Structured {
    /// Reads the sources; what is not JSON is passed over.
    pub(super) fn parse(sources: &[String]) -> Self {
        let values: Vec<Value> = sources.iter().filter_map(|source| json(source)).collect();
        let mut nodes = Vec::new();
        values.iter().for_each(|value| collect(value, 0, &mut nodes));
        let named: BTreeMap<&str, &Value> = nodes
            .iter()
            .filter_map(|node| Some((node["@id"].as_str()?, *node)))
            .filter(|(_, node)| node["name"].is_string() || node["url"].is_string())
            .collect();
        let mut structured = Self::default();
        for node in &nodes {
            if is_a(node, ARTICLES) {
                structured.add_article(node, &named);
            } else if is_a(node, OFFICES) {
                structured.sites.extend(names(&node["name"], &named));
            }
        }
        structured
    }

    fn add_article(&mut self, node: &Value, named: &BTreeMap<&str, &Value>) {
        let text = |key: &str| node[key].as_str().map(folded).filter(|text| !text.is_empty());
        self.headlines.extend(text("headline").or_else(|| text("name")));
        self.subtitles.extend(text("alternativeHeadline").or_else(|| text("alternateName")));
        self.published.extend(text("datePublished").or_else(|| text("datePosted")));
        let persons = each(&node["author"]).filter(|author| !is_a(resolved(author, named), OFFICES));
        self.authors.extend(persons.flat_map(|author| names(author, named)));
        let offices = each(&node["author"]).filter(|author| is_a(resolved(author, named), OFFICES));
        self.offices.extend(offices.flat_map(|author| names(author, named)));
        self.publishers.extend(names(&node["publisher"], named));
        self.images.extend(each(&node["image"]).filter_map(|image| {
            {
                let image = resolved(image, named);
                image.as_str().or_else(|| image["url"].as_str()).or_else(|| image["contentUrl"].as_str())
            }
            .map(str::to_owned)
        }));
    }
}

fn json(source: &str) -> Option<Value> {
    let source = source
        .trim()
        .trim_start_matches("<!--")
        .trim_start_matches("//<![CDATA[")
        .trim_start_matches("<![CDATA[");
    let source = source.trim_end().trim_end_matches("-->").trim_end_matches("//]]>").trim_end_matches("]]>");
    // Many pages have raw line ends within their texts.
    serde_json::from_str(source)
        .or_else(|_| serde_json::from_str(&source.replace(['\n', '\r', '\t'], " ")))
        .ok()
}

/// Every object, those within others too.
fn collect<'a>(value: &'a Value, depth: usize, nodes: &mut Vec<&'a Value>) {
    if depth > DEEPEST {
        return;
    }
    match value {
        Value::Array(items) => items.iter().for_each(|item| collect(item, depth + 1, nodes)),
        Value::Object(map) => {
            nodes.push(value);
            map.values()
                .filter(|inner| !inner.is_string())
                .for_each(|inner| collect(inner, depth + 1, nodes));
        }
        _ => {}
    }
}

fn is_a(node: &Value, types: &[&str]) -> bool {
    each(&node["@type"])
        .filter_map(Value::as_str)
        .any(|kind| types.contains(&kind.rsplit(['/', '#', ':']).next().unwrap_or(kind)))
}

fn each(value: &Value) -> impl Iterator<Item = &Value> {
    let many = value.as_array().map(Vec::as_slice);
    let one = many.is_none().then_some(value);
    many.unwrap_or_default().iter().chain(one)
}

fn resolved<'a>(value: &'a Value, named: &BTreeMap<&str, &'a Value>) -> &'a Value {
    value["@id"].as_str().and_then(|id| named.get(id).copied()).unwrap_or(value)
}

fn names(value: &Value, named: &BTreeMap<&str, &Value>) -> Vec<String> {
    let name = |value: &Value| {
        let value = resolved(value, named);
        value.as_str().or_else(|| value["name"].as_str()).map(folded)
    };
    each(value).filter_map(name).filter(|name| !name.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn articles_are_found_in_a_graph_and_names_by_their_id() {
        let source = r##"{"@graph":[
            {"@type":"WebSite","name":"Site"},
            {"@type":["Person"],"@id":"#p","name":"Sari Contoh"},
            {"@type":"Organization","@id":"#o","name":"Kementerian Contoh"},
            {"@type":"NewsArticle","headline":"Judul","datePublished":"2017-11-27",
             "author":[{"@id":"#p"},{"@id":"#o"}],"publisher":{"@id":"#o"},"image":{"url":"/a.jpg"}}]}"##;
        let structured = Structured::parse(&[source.to_owned(), "no json".to_owned()]);
        assert_eq!(structured.headlines, ["Judul"]);
        assert_eq!(structured.published, ["2017-11-27"]);
        assert_eq!(structured.authors, ["Sari Contoh"]);
        assert_eq!(structured.offices, ["Kementerian Contoh"]);
        assert_eq!(structured.publishers, ["Kementerian Contoh"]);
        assert_eq!(structured.images, ["/a.jpg"]);
        assert_eq!(structured.sites, ["Site", "Kementerian Contoh"]);
    }
}
