//! Key files in, the server's own key and the keys that may log in out; or what is wrong, with the file, the
//! line, and what to do.

use std::collections::HashSet;
use std::env;
use std::fs::{self, DirBuilder, File, OpenOptions};
use std::io::{ErrorKind, Read, Write};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt, PermissionsExt};
use std::path::{Path, PathBuf};
use std::str::FromStr;

use anyhow::{Context, Result, bail};
use russh::keys::key::safe_rng;
use russh::keys::ssh_key::LineEnding;
use russh::keys::ssh_key::public::KeyData;
use russh::keys::{Algorithm, HashAlg, PrivateKey, PublicKey};

use crate::reading::{safe, shown};

/// Bytes that a file of keys may have.
const CAP: u64 = 1024 * 1024;

/// Options of an authorized key that take away what nobody gets here.
const HARMLESS: [&str; 12] = [
    "agent-forwarding",
    "command",
    "environment",
    "no-agent-forwarding",
    "no-port-forwarding",
    "no-user-rc",
    "no-x11-forwarding",
    "port-forwarding",
    "pty",
    "restrict",
    "user-rc",
    "x11-forwarding",
];

/// Who may log in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Auth {
    /// Anybody, with or without a key.
    None,
    /// Whoever has a key, any key.
    AnyKey,
    /// Whoever has a key of this file, in the form of sshd's `authorized_keys`.
    AuthorizedKeys(PathBuf),
}

impl FromStr for Auth {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match text.split_once('=') {
            None if text == "none" => Ok(Self::None),
            None if text == "any-key" => Ok(Self::AnyKey),
            Some(("authorized-keys", file)) if !file.is_empty() => {
                Ok(Self::AuthorizedKeys(file.into()))
            }
            _ => Err("expected none, any-key or authorized-keys=FILE".to_owned()),
        }
    }
}

/// Who may log in, with the keys read.
#[derive(Clone, Debug)]
pub enum Policy {
    Anybody,
    AnyKey,
    Keys(HashSet<KeyData>),
}

impl Policy {
    /// Reads what is needed to decide.
    pub fn read(auth: &Auth) -> Result<Self> {
        Ok(match auth {
            Auth::None => Self::Anybody,
            Auth::AnyKey => Self::AnyKey,
            Auth::AuthorizedKeys(file) => Self::Keys(authorized(file)?),
        })
    }

    /// Whether whoever has this key may log in.
    pub fn admits(&self, key: &PublicKey) -> bool {
        match self {
            Self::Anybody | Self::AnyKey => true,
            Self::Keys(keys) => keys.contains(key.key_data()),
        }
    }
}

/// The keys of a file.
fn authorized(file: &Path) -> Result<HashSet<KeyData>> {
    let text = text(file)?;
    let mut keys = HashSet::new();
    for (number, line) in (1..).zip(text.lines()) {
        let line = line.trim();
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        let key = entry(line).with_context(|| {
            format!("{}, line {number}: correct it or take it out", shown(file))
        })?;
        keys.insert(key);
    }
    if keys.is_empty() {
        bail!(
            "{} has no key: nobody could log in; put public keys there, one a line",
            shown(file)
        );
    }
    Ok(keys)
}

/// The key of a line, in the form that sshd(8) describes.
fn entry(line: &str) -> Result<KeyData> {
    let key = match PublicKey::from_openssh(line) {
        Ok(key) => key,
        // It may stand behind options.
        Err(error) => {
            let (options, rest) = unquoted(line, ' ');
            let key = PublicKey::from_openssh(rest.trim_start()).map_err(|_| error);
            let key = key.context("this is not a public key in the form of authorized_keys")?;
            follow(options)?;
            key
        }
    };
    if key.algorithm().is_rsa() {
        bail!("RSA keys cannot be checked here; use an Ed25519 key");
    }
    Ok(key.key_data().clone())
}

/// Makes sure that nothing is asked for that would not be done.
fn follow(mut options: &str) -> Result<()> {
    while !options.is_empty() {
        let (option, rest) = unquoted(options, ',');
        let name = option.split('=').next().unwrap_or_default();
        if !HARMLESS.contains(&&*name.to_ascii_lowercase()) {
            bail!("the option “{}” is not followed here", safe(name));
        }
        options = rest;
    }
    Ok(())
}

/// What stands before and after a sign that is not within quotes.
fn unquoted(text: &str, sign: char) -> (&str, &str) {
    let mut is_quoted = false;
    let parts = text.split_once(|c| {
        is_quoted ^= c == '"';
        c == sign && !is_quoted
    });
    parts.unwrap_or((text, ""))
}

/// Where the server's key is kept unless somebody says otherwise (XDG Base Directory Specification).
pub fn usual_host_key() -> Result<PathBuf> {
    let folder = |name| {
        env::var_os(name)
            .map(PathBuf::from)
            .filter(|path| path.is_absolute())
    };
    let state = folder("XDG_STATE_HOME").or_else(|| Some(folder("HOME")?.join(".local/state")));
    let state =
        state.context("there is no home folder for the host key; name a file with --host-key")?;
    Ok(state.join("summitry").join("host_key"))
}

/// The server's key: read, or made where there is none yet.
pub fn host_key(file: &Path) -> Result<PrivateKey> {
    match fs::symlink_metadata(file) {
        Err(error) if error.kind() == ErrorKind::NotFound => make(file),
        _ => read(file),
    }
}

fn make(file: &Path) -> Result<PrivateKey> {
    let key =
        PrivateKey::random(&mut safe_rng(), Algorithm::Ed25519).context("no key can be made")?;
    let text = key
        .to_openssh(LineEnding::LF)
        .context("no key can be made")?;
    let unwritable = || {
        format!(
            "the host key {} cannot be written; make its folder writable, or name another file with --host-key",
            shown(file)
        )
    };
    if let Some(folder) = file
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty())
    {
        let mut builder = DirBuilder::new();
        let builder = builder.recursive(true).mode(0o700);
        builder.create(folder).with_context(unwritable)?;
    }
    // Written aside and then linked to its name, so that no half of a key is ever found there.
    let aside = file.with_extension(format!("{}.new", std::process::id()));
    let mut options = OpenOptions::new();
    let options = options.write(true).create_new(true).mode(0o600);
    let mut to = options.open(&aside).with_context(unwritable)?;
    let written = to
        .write_all(text.as_bytes())
        .and_then(|()| to.sync_all())
        .and_then(|()| fs::hard_link(&aside, file));
    let _ = fs::remove_file(&aside);
    written.with_context(unwritable)?;
    Ok(key)
}

fn read(file: &Path) -> Result<PrivateKey> {
    let text = text(file)?;
    let mode = fs::metadata(file).map_or(0, |metadata| metadata.permissions().mode());
    if mode & 0o077 != 0 {
        bail!(
            "the host key {} can be read by others; chmod 600 it, or name another file with --host-key",
            shown(file)
        );
    }
    let key = PrivateKey::from_openssh(&text).with_context(|| {
        format!(
            "{} is not a private key of OpenSSH; name another file with --host-key, one that is not there is made",
            shown(file)
        )
    })?;
    if key.is_encrypted() {
        bail!(
            "the host key {} needs a passphrase, which nobody could type; name another file with --host-key",
            shown(file)
        );
    }
    if key.algorithm() != Algorithm::Ed25519 {
        bail!(
            "the host key {} is of the kind {}; name a file with --host-key that holds an Ed25519 key, or is not there",
            shown(file),
            key.algorithm()
        );
    }
    Ok(key)
}

fn text(file: &Path) -> Result<String> {
    let mut text = String::new();
    File::open(file)
        .and_then(|file| file.take(CAP).read_to_string(&mut text))
        .with_context(|| {
            format!(
                "{} cannot be read; check the path and its permissions",
                shown(file)
            )
        })?;
    Ok(text)
}

/// How people compare keys.
pub fn fingerprint(key: &PublicKey) -> String {
    key.fingerprint(HashAlg::Sha256).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    const ED25519: &str =
        "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAILM+rvN+ot98qgEN796jTiQfZfG1KaT0PtFDJ/XFSqti";

    fn folder(name: &str) -> PathBuf {
        let folder = env::temp_dir().join(format!("summitry-{}-{name}", std::process::id()));
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder).unwrap();
        folder
    }

    fn fails(result: Result<impl std::fmt::Debug>) -> String {
        format!("{:#}", result.unwrap_err())
    }

    #[test]
    fn a_host_key_is_made_once_and_for_nobody_else() {
        let folder = folder("host-key");
        let file = folder.join("deep/host_key");
        let made = host_key(&file).unwrap();
        let permissions = fs::metadata(&file).unwrap().permissions();
        assert_eq!(permissions.mode() & 0o777, 0o600);
        assert_eq!(host_key(&file).unwrap().public_key(), made.public_key());
        assert_eq!(fs::read_dir(file.parent().unwrap()).unwrap().count(), 1);
        fs::set_permissions(&file, fs::Permissions::from_mode(0o640)).unwrap();
        assert!(fails(host_key(&file)).contains("chmod 600"));
        fs::remove_dir_all(folder).unwrap();
    }

    #[test]
    fn a_bad_host_key_is_refused() {
        let folder = folder("bad-host-key");
        let file = folder.join("host_key");
        for (text, wanted) in [
            (&b"x"[..], "not a private key"),
            (b"\xff", "cannot be read"),
        ] {
            fs::write(&file, text).unwrap();
            fs::set_permissions(&file, fs::Permissions::from_mode(0o600)).unwrap();
            let said = fails(host_key(&file));
            assert!(said.contains(wanted) && said.contains("host_key"), "{said}");
            assert_eq!(fs::read(&file).unwrap(), text);
        }
        assert!(fails(host_key(&folder)).contains("cannot be read"));
        assert!(fails(host_key(&file.join("below"))).contains("cannot be read"));
        fs::remove_dir_all(folder).unwrap();
    }

    #[test]
    fn authorized_keys_are_read_line_by_line() {
        let folder = folder("authorized-keys");
        let file = folder.join("keys");
        let read = |text: &str| {
            fs::write(&file, text).unwrap();
            Policy::read(&Auth::AuthorizedKeys(file.clone()))
        };
        let key: PublicKey = ED25519.parse().unwrap();
        let other = PrivateKey::random(&mut safe_rng(), Algorithm::Ed25519).unwrap();
        let restricted = format!("# ours\n\nrestrict,command=\"a, b\" {ED25519} anna\n");
        let policy = read(&restricted).unwrap();
        assert!(policy.admits(&key) && !policy.admits(other.public_key()));
        for (text, wanted) in [
            (format!("{ED25519}\nnonsense\n"), "line 2"),
            (
                format!("from=\"192.0.2.1\" {ED25519}"),
                "“from” is not followed",
            ),
            (
                format!("cert-authority {ED25519}"),
                "“cert-authority” is not followed",
            ),
            ("# nobody\n".to_owned(), "has no key"),
        ] {
            let said = fails(read(&text));
            assert!(said.contains(wanted), "{said}");
        }
        fs::remove_dir_all(folder).unwrap();
    }

    #[test]
    fn the_ways_to_log_in_have_names() {
        for (text, wanted) in [
            ("none", Some(Auth::None)),
            ("any-key", Some(Auth::AnyKey)),
            (
                "authorized-keys=a=b",
                Some(Auth::AuthorizedKeys("a=b".into())),
            ),
            ("authorized-keys=", None),
            ("password", None),
        ] {
            assert_eq!(text.parse().ok(), wanted, "{text}");
        }
    }
}
