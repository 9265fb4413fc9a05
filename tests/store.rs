//! The content store at its boundary: a newsroom's folder in, a catalog and problems out.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test stops at the first surprise"
)]

#[path = "store/any_days.rs"]
mod any_days;
#[path = "store/days.rs"]
mod days;
#[path = "store/fields.rs"]
mod fields;
#[path = "store/files.rs"]
mod files;
#[path = "store/follow.rs"]
mod follow;
#[path = "store/gates.rs"]
mod gates;
#[path = "store/inferred.rs"]
mod inferred;
#[path = "store/links.rs"]
mod links;
#[path = "store/newsroom.rs"]
mod newsroom;
#[path = "store/survival.rs"]
mod survival;
