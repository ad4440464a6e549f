//! The options of `summitry serve` in, what the server is told out.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::time::Duration;

use anyhow::Result;
use clap::Args;

use crate::ssh;

const HOST_KEY: &str =
    "The server's own key, made where there is none [default: ~/.local/state/summitry/host_key]";

/// Who may come, from where, for how long.
#[derive(Args, Debug)]
pub struct Service {
    /// The address and port to listen on; port 0 for any that is free
    #[arg(long, value_name = "ADDRESS:PORT", default_value = "127.0.0.1:2222", value_parser = socket_address)]
    listen: SocketAddr,
    #[arg(long, value_name = "FILE", help = HOST_KEY)]
    host_key: Option<PathBuf>,
    /// Who may log in: none (anybody), any-key, authorized-keys=FILE
    #[arg(long, value_name = "HOW", default_value = "none")]
    auth: ssh::Auth,
    /// Connections at once
    #[arg(long, value_name = "NUMBER", default_value_t = 256)]
    max_sessions: usize,
    /// Connections at once from one address (IPv6: a network of 64 bits); 0 for any number
    #[arg(long, value_name = "NUMBER", default_value_t = 16)]
    per_address: usize,
    /// New connections that an address may open in a minute; 0 for any number
    #[arg(long, value_name = "NUMBER", default_value_t = 120)]
    per_minute: u32,
    /// How long a connection may take until it asks for a shell
    #[arg(long, value_name = "TIME", default_value = "19s", value_parser = humantime::parse_duration)]
    login: Duration,
    /// How long a visitor may stay without a key; 0s for ever
    #[arg(long, value_name = "TIME", default_value = "10m", value_parser = humantime::parse_duration)]
    idle: Duration,
    /// How long a visit may last; 0s for ever
    #[arg(long, value_name = "TIME", default_value = "60m", value_parser = humantime::parse_duration)]
    max_time: Duration,
    /// How the journal is written, on standard error
    #[arg(long, value_enum, default_value_t)]
    log_format: ssh::Format,
    /// Refuse to start where the system cannot confine the process
    #[arg(long)]
    require_sandbox: bool,
}

impl Service {
    /// What the server is told.
    pub fn options(self) -> Result<ssh::Options> {
        let limited = |time: Duration| Some(time).filter(|time| !time.is_zero());
        Ok(ssh::Options {
            listen: self.listen,
            host_key: self.host_key.map_or_else(ssh::usual_host_key, Ok)?,
            auth: self.auth,
            capacity: ssh::Capacity {
                all: self.max_sessions,
                per_address: self.per_address,
                per_minute: self.per_minute,
            },
            limits: ssh::Limits {
                login: self.login,
                idle: limited(self.idle),
                longest: limited(self.max_time),
            },
            format: self.log_format,
            require_sandbox: self.require_sandbox,
        })
    }
}

fn socket_address(text: &str) -> Result<SocketAddr, &'static str> {
    let expected =
        "expected an address and a port, such as 127.0.0.1:2222, or [::]:2222 for all addresses";
    text.parse().map_err(|_| expected)
}
