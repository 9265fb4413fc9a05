//! `dateline serve`: the newsroom over HTTP, until it is told to stop.

use std::future::Future;
use std::io::Write;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

use anyhow::Context;
use chrono::{DateTime, Utc};
use tokio::net::TcpListener;
use tokio::sync::watch;

use super::newsroom::{Newsroom, Purpose, log_problems};
use super::{CLOCK, STATE, stdout};
use crate::cli::Serve;
use crate::clock::Clock;
use crate::config::{Configuration, Overrides};
use crate::http::{self, Limits};
use crate::publisher::{self, Publisher};
use crate::site::Address;

/// Serves until SIGINT or SIGTERM.
pub(super) fn run(root: &Path, arguments: &Serve) -> anyhow::Result<ExitCode> {
    tokio::runtime::Runtime::new()?.block_on(serve(root, arguments))
}

async fn serve(root: &Path, arguments: &Serve) -> anyhow::Result<ExitCode> {
    let overrides = Overrides { base_url: arguments.base_url.clone(), listen: None };
    let mut newsroom = Newsroom::open_or_tell(root, overrides, Purpose::Serve)?;
    let listener = bind(arguments.listen.unwrap_or(newsroom.configuration().listen)).await?;
    let address = listener.local_addr()?;
    newsroom.listens_on(address);
    let clock = Clock::System.guarded(Some(root.join(STATE).join(CLOCK)), arguments.trust_clock);
    host(newsroom, listener, clock, Some(root.join(STATE)), |_| {}).await?;
    Ok(ExitCode::SUCCESS)
}

/// Takes an address of this machine.
pub(super) async fn bind(address: SocketAddr) -> anyhow::Result<TcpListener> {
    TcpListener::bind(address)
        .await
        .with_context(|| format!("can't listen on {address}; another address can be given with --listen"))
}

/// Serves a newsroom, as `show` says that it is shown, until SIGINT or SIGTERM.
pub(super) async fn host(
    mut newsroom: Newsroom,
    listener: TcpListener,
    clock: Clock,
    state: Option<PathBuf>,
    show: impl Fn(&mut publisher::Newsroom) + Send + 'static,
) -> anyhow::Result<()> {
    let stop = stop_signal()?;
    let now = clock.now();
    let mut reading = newsroom.read(now);
    log_problems(&reading.problems, &reading.newsroom.catalog, now);
    show(&mut reading.newsroom);
    let configuration = newsroom.configuration().clone();
    let (readings, read) = watch::channel(Arc::new(reading.newsroom));
    let publisher = Publisher::start(read, clock.clone(), state).await?;
    let router = match newsroom.purpose() {
        Purpose::Preview => http::private_router(publisher.snapshots(), clock.clone()),
        _ => http::router(publisher.snapshots(), clock.clone()),
    };
    greet(&configuration, listener.local_addr()?, clock.now())?;
    tokio::spawn(publisher.run());
    tokio::spawn(newsroom.follow(readings, clock, show));
    http::serve(listener, router, Limits::default(), stop).await;
    Ok(())
}

/// Says where the newsroom is, and what to know before others are let in.
fn greet(configuration: &Configuration, listen: SocketAddr, now: DateTime<Utc>) -> anyhow::Result<()> {
    let site = &configuration.site;
    for caution in configuration.cautions(listen, now) {
        tracing::warn!("{}; {}", caution.reason, caution.remedy);
    }
    writeln!(
        stdout(),
        "Serving {}\n  newsroom  {}\n  feeds     {}\n  listening on {listen}; stop it with Ctrl-C",
        site.title,
        site.base_url.at(&Address::Home),
        site.base_url.at(&Address::Feeds),
    )?;
    Ok(())
}

/// Completes when somebody asks the program to stop.
fn stop_signal() -> anyhow::Result<impl Future<Output = ()>> {
    use tokio::signal::unix::{SignalKind, signal};
    let mut interrupt = signal(SignalKind::interrupt())?;
    let mut terminate = signal(SignalKind::terminate())?;
    Ok(async move {
        tokio::select! {
            _ = interrupt.recv() => {}
            _ = terminate.recv() => {}
        }
        tracing::info!("stopping");
    })
}
