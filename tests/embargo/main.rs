//! Nothing of a release is to be seen before its second, and everything at it.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test stops at the first surprise")]

mod crawl;
mod edits;
#[path = "../newsroom/mod.rs"]
mod memory;
mod newsroom;
mod publisher;
mod restart;
#[path = "../support/mod.rs"]
mod support;
mod traces;
