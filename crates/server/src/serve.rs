//! The server at work: workers for mail and jobs, requests in, a graceful end.

use std::net::SocketAddr;
use std::time::Duration;

use actix_web::HttpServer;
use actix_web::dev::ServerHandle;
use platform::config::StartError;
use platform::{Platform, jobs, live, mail, outbox, rate};
use tokio::sync::watch;
use tokio::task::JoinHandle;

use crate::app::app;

/// A running server.
pub struct Running {
    /// Where it listens.
    pub address: SocketAddr,
    handle: ServerHandle,
    shutdown: watch::Sender<bool>,
    tasks: Vec<JoinHandle<()>>,
    server: JoinHandle<std::io::Result<()>>,
}

/// Starts the workers and listens.
///
/// # Errors
/// When the address is taken or the mail server's address cannot be used.
pub async fn start(platform: Platform) -> Result<Running, StartError> {
    let transport = mail::transport(&platform)?;
    let (shutdown, signal) = watch::channel(false);
    let mut handlers = jobs::Handlers::default();
    practice::jobs(&mut handlers);
    access::jobs(&mut handlers);
    messaging::jobs(&mut handlers);
    documents::jobs(&mut handlers);
    booking::jobs(&mut handlers);
    let tasks = vec![
        tokio::spawn(outbox::run(platform.clone(), transport, signal.clone())),
        tokio::spawn(live::run(platform.clone(), signal.clone())),
        tokio::spawn(jobs::run(platform.clone(), handlers, signal)),
    ];
    let limiter = rate::Limiter::new(&platform.config);
    let listen = platform.config.listen;
    let server = HttpServer::new({
        let platform = platform.clone();
        move || app(&platform, &limiter)
    })
    .workers(std::thread::available_parallelism().map_or(2, usize::from))
    // Headers must arrive in this time; bodies have a deadline of their own.
    .client_request_timeout(Duration::from_secs(10))
    .client_disconnect_timeout(Duration::from_secs(2))
    .keep_alive(Duration::from_secs(60))
    .max_connections(10_000)
    .shutdown_timeout(20)
    .disable_signals()
    .bind(listen)
    .map_err(|error| StartError::new(&format!("listen on {listen}"), error))?;
    let address = server.addrs()[0];
    let server = server.run();
    let handle = server.handle();
    Ok(Running { address, handle, shutdown, tasks, server: tokio::spawn(server) })
}

impl Running {
    /// Serves until SIGTERM or Ctrl-C, then finishes what is under way.
    ///
    /// # Errors
    /// When the listener fails.
    pub async fn until_told(mut self) -> Result<(), StartError> {
        let failed = tokio::select! {
            () = told() => None,
            ended = &mut self.server => ended.ok().and_then(Result::err),
        };
        self.stop().await;
        failed.map_or(Ok(()), |error| Err(StartError::new("listen", error)))
    }

    /// Finishes requests and jobs under way, releases the rest.
    pub async fn stop(self) {
        let _ = self.shutdown.send(true);
        self.handle.stop(true).await;
        for task in self.tasks {
            if tokio::time::timeout(Duration::from_secs(20), task).await.is_err() {
                tracing::warn!("a worker did not end in time; its leases will run out");
            }
        }
    }
}

async fn told() {
    let Ok(mut terminate) = tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) else { return };
    tokio::select! {
        _ = terminate.recv() => {}
        _ = tokio::signal::ctrl_c() => {}
    }
}
