//! HTTP at the boundary: a newsroom in, responses out; without a socket where none is needed.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test stops at the first surprise")]

mod addresses;
mod conditions;
mod delta;
mod faces;
mod files;
mod newsroom;
mod sockets;
