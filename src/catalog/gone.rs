//! What is left of releases that are gone: so much as readers, and those who follow feeds that had them, have to know.

use chrono::{DateTime, Utc};

use super::Catalog;
use crate::article::{Article, ArticleId, Facets, Withdrawal};
use crate::site::Slug;
use crate::text::Text;

/// What is left of a withdrawn release.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tombstone {
    /// The id that it had.
    pub id: ArticleId,
    /// The slug of the address that it had.
    pub slug: Slug,
    /// Its old addresses.
    pub aliases: Vec<String>,
    /// When it was first public.
    pub published: DateTime<Utc>,
    /// When it was withdrawn.
    pub at: DateTime<Utc>,
    /// Until when feeds carry its notice.
    pub listed_until: DateTime<Utc>,
    /// When it had been corrected.
    pub corrected: Vec<DateTime<Utc>>,
    /// Why, for the public.
    pub reason: Option<Text>,
    /// Which feeds had it.
    pub facets: Facets,
}

/// What is left of an expired release: nothing that readers are told, only which feeds had it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Expired {
    /// When it was first public.
    pub published: DateTime<Utc>,
    /// When readers last had something to notice.
    pub updated: DateTime<Utc>,
    /// When it had been corrected.
    pub corrected: Vec<DateTime<Utc>>,
    /// Which feeds had it.
    pub facets: Facets,
}

impl Catalog {
    pub(super) fn tombstone(
        &self,
        article: &Article,
        slug: Slug,
        withdrawal: &Withdrawal,
        instant: DateTime<Utc>,
    ) -> Tombstone {
        let corrected = article.corrections.iter().map(|correction| correction.at);
        // A notice that is older than what it takes back is ignored (RFC 6721 §3).
        let at = corrected
            .chain(article.updated)
            .filter(|change| *change <= withdrawal.until.min(instant))
            .fold(withdrawn_at(article, withdrawal), DateTime::max);
        Tombstone {
            id: article.id.clone(),
            slug,
            aliases: article.aliases.clone(),
            published: article.published,
            at,
            listed_until: at + self.notice_time,
            corrected: article
                .corrections
                .iter()
                .map(|correction| correction.at)
                .filter(|correction| *correction <= at)
                .collect(),
            reason: withdrawal.reason.clone(),
            facets: article.facets.clone(),
        }
    }

    pub(super) fn expired(
        &self,
        article: &Article,
        expiry: DateTime<Utc>,
        instant: DateTime<Utc>,
    ) -> Expired {
        let corrected = self.corrections(article, instant).map(|correction| correction.at);
        let corrected: Vec<_> = corrected.filter(|at| *at < expiry).collect();
        let updated = article.updated.filter(|updated| *updated < expiry);
        Expired {
            published: article.published,
            updated: corrected.iter().copied().chain(updated).fold(article.published, DateTime::max),
            corrected,
            facets: article.facets.clone(),
        }
    }
}

/// When a release was withdrawn that had been public: not before it was.
pub(super) fn withdrawn_at(article: &Article, withdrawal: &Withdrawal) -> DateTime<Utc> {
    withdrawal.at.max(article.published)
}
