//! Keys: those of the server, and those of visitors.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use crate::openssh::{GUEST, Run, command, finish, has, key, refusal};
use crate::server::{Server, new_folder};

/// A visit with these keys.
fn log_in(server: &Server, keys: &[&Path]) -> Run {
    let identities = keys
        .iter()
        .map(|key| format!("-oIdentityFile={}", key.to_str().unwrap()));
    let identities: Vec<String> = identities.collect();
    let mut words: Vec<&str> = identities.iter().map(String::as_str).collect();
    words.extend(["-T", GUEST]);
    finish(command(server.client("ssh", &words)))
}

/// The fingerprint of a key.
fn fingerprint(key: &Path) -> String {
    let run = finish(command(["ssh-keygen", "-l", "-f", key.to_str().unwrap()]));
    let line = String::from_utf8(run.out).unwrap();
    line.split(' ').nth(1).unwrap().to_owned()
}

fn is_let_in(run: &Run) -> bool {
    match run.code {
        Some(0) => true,
        Some(255) => {
            assert!(
                run.err.contains("Permission denied (publickey)"),
                "{}",
                run.err
            );
            assert!(run.out.is_empty());
            false
        }
        other => panic!("{other:?}: {}", run.err),
    }
}

#[test]
fn any_key_is_let_in_and_noted() {
    let Some(server) = Server::visited(&["--auth", "any-key"]) else {
        return;
    };
    let mut visits = 0;
    for (kind, wanted) in [("ed25519", true), ("ecdsa", true), ("rsa", false)] {
        let key = key(&server.folder, kind);
        let run = log_in(&server, &[&key]);
        assert_eq!(is_let_in(&run), wanted, "{kind}: {}", run.err);
        visits += 1;
        let visit = server.visit(visits);
        if wanted {
            assert_eq!(visit["key"], fingerprint(&key));
        }
    }
    assert!(!is_let_in(&log_in(&server, &[])), "without a key");
}

#[test]
fn only_keys_of_the_file_are_let_in() {
    if !has("ssh") {
        return;
    }
    let folder = new_folder();
    let (known, other) = (key(&folder, "ed25519"), key(&folder, "ecdsa"));
    let public = fs::read_to_string(known.with_extension("pub")).unwrap();
    let file = folder.join("authorized_keys");
    fs::write(&file, format!("# those who may\n\nrestrict {public}")).unwrap();
    // The public half alone: it can be shown, and not used.
    let shown = folder.join("shown");
    fs::write(&shown, &public).unwrap();
    fs::set_permissions(&shown, fs::Permissions::from_mode(0o600)).unwrap();

    let auth = format!("authorized-keys={}", file.to_str().unwrap());
    let server = Server::begin(folder, &["--auth", &auth], &[]);
    for (what, keys, wanted) in [
        ("the key", &[&*known][..], true),
        ("another one first", &[&*other, &known], true),
        ("another one", &[&*other], false),
        ("only shown", &[&*shown], false),
        ("none", &[], false),
    ] {
        let run = log_in(&server, keys);
        assert_eq!(is_let_in(&run), wanted, "{what}: {}", run.err);
    }
    assert_eq!(server.visit(1)["key"], fingerprint(&known));
}

#[test]
fn bad_files_are_refused_by_name_and_line() {
    if !has("ssh-keygen") {
        return;
    }
    let folder = new_folder();
    let public = |kind: &str| fs::read_to_string(key(&folder, kind).with_extension("pub")).unwrap();
    let (good, rsa) = (public("ed25519"), public("rsa"));
    let file = folder.join("keys");
    let auth = format!("authorized-keys={}", file.to_str().unwrap());
    for (text, says) in [
        (
            format!("{good}\nssh-ed25519 AAAA\n"),
            ["keys, line 3", "correct it"],
        ),
        (format!("# ours\n{rsa}"), ["keys, line 2", "RSA"]),
        (
            format!("from=\"192.0.2.1\" {good}"),
            ["keys, line 1", "“from”"],
        ),
        (
            "# nobody\n".to_owned(),
            ["keys has no key", "nobody could log in"],
        ),
    ] {
        fs::write(&file, text).unwrap();
        let said = refusal(&folder, &["--auth", &auth]);
        assert!(says.iter().all(|part| said.contains(part)), "{said}");
        assert_eq!(said.lines().count(), 1, "{said}");
    }
    fs::remove_file(&file).unwrap();
    let said = refusal(&folder, &["--auth", &auth]);
    assert!(said.contains("keys cannot be read"), "{said}");
}

#[test]
fn bad_host_keys_are_refused() {
    if !has("ssh-keygen") {
        return;
    }
    let folder = new_folder();
    let host_key = folder.join("host_key");
    let put = |from: &Path, mode: u32| {
        fs::copy(from, &host_key).unwrap();
        fs::set_permissions(&host_key, fs::Permissions::from_mode(mode)).unwrap();
    };
    let (good, other) = (key(&folder, "ed25519"), key(&folder, "ecdsa"));
    for (what, from, mode, says) in [
        ("others read it", &good, 0o640, "chmod 600"),
        ("of another kind", &other, 0o600, "Ed25519"),
        (
            "no key",
            &good.with_extension("pub"),
            0o600,
            "not a private key",
        ),
    ] {
        put(from, mode);
        let said = refusal(&folder, &[]);
        assert!(
            said.contains(says) && said.contains("host_key"),
            "{what}: {said}"
        );
        assert_eq!(said.lines().count(), 1, "{what}: {said}");
    }
    fs::remove_file(&host_key).unwrap();
    fs::create_dir(&host_key).unwrap();
    assert!(refusal(&folder, &[]).contains("host_key"));
}

#[test]
fn the_host_key_is_made_once() {
    let Some(server) = Server::visited(&[]) else {
        return;
    };
    let of_the_file = fingerprint(&server.folder.join("host_key"));
    let key = fs::metadata(server.folder.join("host_key")).unwrap();
    assert_eq!(key.permissions().mode() & 0o077, 0, "others may use it");
    let folder = server.folder.clone();
    for server in [server, Server::begin(folder, &[], &[])] {
        let ready = server.tells("ready", 1).remove(0);
        assert_eq!(ready["host_key"], of_the_file);
    }
}
