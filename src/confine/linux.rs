//! Linux: limits, no new privileges, landlock without a single rule, and the system calls that [`seccomp`]
//! refuses.

mod seccomp;

use std::fs;
use std::io;
use std::thread;
use std::time::{Duration, Instant};

use landlock::{
    ABI, Access, AccessFs, AccessNet, LandlockStatus, RestrictionStatus, Ruleset, RulesetAttr,
    RulesetError, RulesetStatus, Scope,
};
use rustix::fs::{FileType, fstat};
use rustix::process::{Resource, Rlimit, setrlimit};
use rustix::thread::set_no_new_privs;

use self::seccomp::Opening;
use super::Confinement;

/// The newest landlock that is asked for; an older kernel gives what it has.
const NEWEST: ABI = ABI::V10;

/// How long threads that have done their work may take to be gone.
const PATIENCE: Duration = Duration::from_millis(100);

pub fn confine(confinement: &mut Confinement) {
    if let Err(error) = limit() {
        confinement.lacks("the limits", error.to_string());
    }
    let others = others();
    let mut opening = Opening::Refused;
    match restrict() {
        Ok(abi) => {
            confinement.in_force.push(format!("landlock (ABI {abi})"));
            if others == 0 {
                opening = Opening::Reading;
            } else {
                let why = format!("others were there before: {others}");
                confinement.lacks("landlock on all threads", why);
            }
        }
        Err(why) => confinement.lacks("landlock", why),
    }
    match seccomp::apply(opening) {
        Ok(()) => confinement.in_force.push("seccomp".to_owned()),
        Err(why) => confinement.lacks("seccomp", why),
    }
}

/// No image of the memory is left behind, no file grows, and no program that is started gains rights.
fn limit() -> io::Result<()> {
    let none = Rlimit {
        current: Some(0),
        maximum: Some(0),
    };
    set_no_new_privs(true)?;
    setrlimit(Resource::Core, none)?;
    if !is_file(fstat(io::stdout())) && !is_file(fstat(io::stderr())) {
        setrlimit(Resource::Fsize, none)?;
    }
    Ok(())
}

/// Whether what is written goes to a file, which must be free to grow.
fn is_file(stat: rustix::io::Result<rustix::fs::Stat>) -> bool {
    stat.is_ok_and(|stat| FileType::from_raw_mode(stat.st_mode) == FileType::RegularFile)
}

/// The number of other threads, which landlock does not reach; 0 where it cannot be told.
fn others() -> usize {
    let deadline = Instant::now() + PATIENCE;
    loop {
        let all = fs::read_dir("/proc/self/task").map_or(1, Iterator::count);
        let others = all.saturating_sub(1);
        if others == 0 || Instant::now() >= deadline {
            return others;
        }
        thread::sleep(Duration::from_millis(1));
    }
}

/// No files, no ports, and no signals or sockets of other processes, as far as the kernel can; or why not.
fn restrict() -> Result<ABI, String> {
    let status = without_rules().map_err(|error| error.to_string())?;
    match (status.landlock, status.ruleset) {
        (LandlockStatus::NotImplemented, _) => Err("the kernel does not have it".to_owned()),
        (LandlockStatus::NotEnabled, _) => Err("the kernel has it switched off".to_owned()),
        (_, RulesetStatus::NotEnforced) => Err("the kernel does not enforce it".to_owned()),
        (LandlockStatus::Available { effective_abi, .. }, _) => Ok(effective_abi),
    }
}

fn without_rules() -> Result<RestrictionStatus, RulesetError> {
    Ruleset::default()
        .handle_access(AccessFs::from_all(NEWEST))?
        .handle_access(AccessNet::from_all(NEWEST))?
        .scope(Scope::from_all(NEWEST))?
        .create()?
        .restrict_self()
}
