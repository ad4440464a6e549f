//! The system calls that the program never makes, refused with `EPERM`: a list of what is denied, for the C
//! library, the threads and the runtime may need any other.
//!
//! A second filter answers `ENOSYS`, as an older kernel would, to what the first cannot judge.

use std::collections::BTreeMap;
use std::env;

use libc::c_long;
use seccompiler::SeccompCmpArgLen::{Dword, Qword};
use seccompiler::SeccompCmpOp::{Eq, MaskedEq, Ne};
use seccompiler::{
    BackendError, BpfProgram, Error, SeccompAction, SeccompCmpOp, SeccompCondition, SeccompFilter,
    SeccompRule, TargetArch, apply_filter_all_threads, sock_filter,
};

/// What is left of opening files.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Opening {
    /// Reading, where landlock lets it pass.
    Reading,
    /// Nothing: nobody else decides.
    Refused,
}

/// Refused whatever the arguments.
#[rustfmt::skip]
const REFUSED: &[c_long] = &[
    // Other programs and other processes.
    libc::SYS_execve, libc::SYS_execveat,
    libc::SYS_ptrace, libc::SYS_process_vm_readv, libc::SYS_process_vm_writev, libc::SYS_process_madvise,
    libc::SYS_process_mrelease, libc::SYS_kcmp, libc::SYS_pidfd_open, libc::SYS_pidfd_getfd,
    libc::SYS_pidfd_send_signal, libc::SYS_rt_sigqueueinfo, libc::SYS_rt_tgsigqueueinfo,
    libc::SYS_migrate_pages, libc::SYS_move_pages, libc::SYS_setpgid, libc::SYS_setsid,
    // musl raises signals by it.
    #[cfg(not(target_env = "musl"))]
    libc::SYS_tkill,
    // New ways out: sockets that are there go on, and accept.
    libc::SYS_socket, libc::SYS_connect, libc::SYS_bind, libc::SYS_listen,
    libc::SYS_mq_open, libc::SYS_mq_unlink, libc::SYS_msgget, libc::SYS_semget, libc::SYS_shmget,
    // Files by other ways than openat.
    libc::SYS_openat2, libc::SYS_open_by_handle_at, libc::SYS_name_to_handle_at, libc::SYS_memfd_create,
    libc::SYS_memfd_secret, libc::SYS_inotify_init1, libc::SYS_inotify_add_watch,
    libc::SYS_fanotify_init, libc::SYS_fanotify_mark,
    // What files are, and where.
    libc::SYS_unlinkat, libc::SYS_renameat2, libc::SYS_mkdirat, libc::SYS_linkat, libc::SYS_symlinkat,
    libc::SYS_mknodat, libc::SYS_truncate, libc::SYS_ftruncate, libc::SYS_fallocate,
    libc::SYS_fchmod, libc::SYS_fchmodat, libc::SYS_fchown, libc::SYS_fchownat, libc::SYS_utimensat,
    libc::SYS_setxattr, libc::SYS_lsetxattr, libc::SYS_fsetxattr,
    libc::SYS_removexattr, libc::SYS_lremovexattr, libc::SYS_fremovexattr,
    // The view of the system.
    libc::SYS_mount, libc::SYS_umount2, libc::SYS_pivot_root, libc::SYS_chroot, libc::SYS_unshare,
    libc::SYS_setns, libc::SYS_open_tree, libc::SYS_move_mount, libc::SYS_fsopen, libc::SYS_fsconfig,
    libc::SYS_fsmount, libc::SYS_fspick, libc::SYS_mount_setattr,
    // Who the process is.
    libc::SYS_setuid, libc::SYS_setgid, libc::SYS_setreuid, libc::SYS_setregid, libc::SYS_setresuid,
    libc::SYS_setresgid, libc::SYS_setfsuid, libc::SYS_setfsgid, libc::SYS_setgroups, libc::SYS_capset,
    libc::SYS_personality, libc::SYS_setrlimit,
    // Parts of the kernel that have often failed, and that nothing here needs.
    libc::SYS_io_uring_setup, libc::SYS_io_uring_enter, libc::SYS_io_uring_register, libc::SYS_io_setup,
    libc::SYS_io_submit, libc::SYS_bpf, libc::SYS_perf_event_open, libc::SYS_userfaultfd,
    libc::SYS_add_key, libc::SYS_request_key, libc::SYS_keyctl, libc::SYS_vmsplice,
    // The machine.
    libc::SYS_init_module, libc::SYS_finit_module, libc::SYS_delete_module, libc::SYS_kexec_load,
    libc::SYS_reboot, libc::SYS_swapon, libc::SYS_swapoff, libc::SYS_acct, libc::SYS_syslog,
    libc::SYS_quotactl, libc::SYS_quotactl_fd, libc::SYS_sethostname, libc::SYS_setdomainname,
    libc::SYS_settimeofday, libc::SYS_clock_settime, libc::SYS_clock_adjtime, libc::SYS_adjtimex,
    libc::SYS_vhangup, libc::SYS_lookup_dcookie, libc::SYS_nfsservctl,
];

/// The same under names that only some processors have.
#[cfg(target_arch = "x86_64")]
#[rustfmt::skip]
const REFUSED_HERE: &[c_long] = &[
    libc::SYS_fork, libc::SYS_vfork, libc::SYS_open, libc::SYS_creat, libc::SYS_unlink, libc::SYS_rmdir,
    libc::SYS_rename, libc::SYS_renameat, libc::SYS_mkdir, libc::SYS_link, libc::SYS_symlink,
    libc::SYS_mknod, libc::SYS_chmod, libc::SYS_chown, libc::SYS_lchown, libc::SYS_utime, libc::SYS_utimes,
    libc::SYS_futimesat, libc::SYS_inotify_init, libc::SYS_kexec_file_load,
    libc::SYS_ioperm, libc::SYS_iopl, libc::SYS_modify_ldt, libc::SYS_uselib,
];
#[cfg(target_arch = "aarch64")]
const REFUSED_HERE: &[c_long] = &[libc::SYS_renameat, libc::SYS_kexec_file_load];
#[cfg(target_arch = "riscv64")]
const REFUSED_HERE: &[c_long] = &[];

/// The calls from here on are younger than Linux 6.5, and have the same numbers on every processor. Far above
/// them are those of the x32 ABI, by which every refused call could be made under another number.
const TOO_YOUNG: u32 = 452;

/// Hides its flags behind a pointer. The C library makes its threads by clone where there is no clone3.
const CLONE3: u32 = 435;

/// Bits of openat's flags that are about more than reading what is there.
const WRITING: [i32; 4] = [libc::O_WRONLY, libc::O_RDWR, libc::O_CREAT, libc::O_TRUNC];

/// Bits of clone's flags that give a thread another view of the system.
#[rustfmt::skip]
const VIEWS: [i32; 7] = [
    libc::CLONE_NEWNS, libc::CLONE_NEWCGROUP, libc::CLONE_NEWUTS, libc::CLONE_NEWIPC, libc::CLONE_NEWUSER,
    libc::CLONE_NEWPID, libc::CLONE_NEWNET,
];

/// What is not asked of a terminal: keys that nobody pressed (TIOCSTI), the console's screen (TIOCLINUX,
/// TIOCCONS), another way of reading (TIOCSETD); and of a socket: signals for others (FIOSETOWN, SIOCSPGRP).
const REQUESTS: [i32; 6] = [0x5412, 0x541C, 0x541D, 0x5423, 0x8901, 0x8902];

/// What is not asked of an open file: signals for others (`F_SETOWN`, `F_SETSIG`, `F_SETOWN_EX`).
const COMMANDS: [i32; 3] = [8, 10, 15];

/// Puts the filters on every thread of the process.
pub fn apply(opening: Opening) -> Result<(), String> {
    let refused = refused(opening).map_err(|error| error.to_string())?;
    for filter in [unjudged(), refused] {
        apply_filter_all_threads(&filter).map_err(|error| match error {
            Error::Seccomp(error) | Error::Prctl(error) => error.to_string(),
            error => error.to_string(),
        })?;
    }
    Ok(())
}

fn refused(opening: Opening) -> Result<BpfProgram, BackendError> {
    let mut calls: BTreeMap<_, _> = REFUSED
        .iter()
        .chain(REFUSED_HERE)
        .map(|&call| (call, Vec::new()))
        .collect();
    calls.extend(judged(opening)?);
    let answer = SeccompAction::Errno(libc::EPERM.cast_unsigned());
    let here = TargetArch::try_from(env::consts::ARCH)?;
    SeccompFilter::new(calls, SeccompAction::Allow, answer, here)?.try_into()
}

/// Refused where one of their rules fits; without any rule, always.
fn judged(opening: Opening) -> Result<Vec<(c_long, Vec<SeccompRule>)>, BackendError> {
    let this = rustix::process::getpid().as_raw_pid();
    let another = || int(0, Ne, this);
    let mut process_or_view = any(VIEWS, |flag| int(0, has(flag), flag))?;
    process_or_view.push(int(0, has(libc::CLONE_THREAD), 0)?);
    let opened = match opening {
        Opening::Reading => any(WRITING, |flag| int(2, has(flag), flag))?,
        Opening::Refused => Vec::new(),
    };
    let new_limit = SeccompRule::new(vec![SeccompCondition::new(2, Qword, Ne, 0)?])?;
    Ok(vec![
        (libc::SYS_clone, process_or_view),
        (libc::SYS_openat, opened),
        (libc::SYS_kill, vec![another()?]),
        (libc::SYS_tgkill, vec![another()?]),
        (libc::SYS_prlimit64, vec![new_limit]),
        (
            libc::SYS_ioctl,
            any(REQUESTS, |request| int(1, Eq, request))?,
        ),
        (
            libc::SYS_fcntl,
            any(COMMANDS, |command| int(1, Eq, command))?,
        ),
    ])
}

/// A rule for each value.
fn any<const N: usize>(
    values: [i32; N],
    rule: impl Fn(i32) -> Result<SeccompRule, BackendError>,
) -> Result<Vec<SeccompRule>, BackendError> {
    values.into_iter().map(rule).collect()
}

/// Fits where the argument of that number, of which the kernel takes 32 bits, compares so with a value.
fn int(argument: u8, how: SeccompCmpOp, value: i32) -> Result<SeccompRule, BackendError> {
    let value = u64::from(value.cast_unsigned());
    SeccompRule::new(vec![SeccompCondition::new(argument, Dword, how, value)?])
}

/// Compares these bits only.
fn has(bits: i32) -> SeccompCmpOp {
    MaskedEq(u64::from(bits.cast_unsigned()))
}

/// Answers that there is no such call.
fn unjudged() -> BpfProgram {
    // Load 32 bits of what was called, jump if equal, jump if greater or equal, return.
    const LOAD: u16 = 0x20;
    const EQUAL: u16 = 0x15;
    const AT_LEAST: u16 = 0x35;
    const RETURN: u16 = 0x06;
    let step = |code, k, jt| sock_filter { code, jt, jf: 0, k };
    vec![
        step(LOAD, 0, 0),
        step(AT_LEAST, TOO_YOUNG, 2),
        step(EQUAL, CLONE3, 1),
        step(RETURN, libc::SECCOMP_RET_ALLOW, 0),
        step(
            RETURN,
            libc::SECCOMP_RET_ERRNO | libc::ENOSYS.cast_unsigned(),
            0,
        ),
    ]
}

#[cfg(test)]
#[allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "what goes wrong here fails the test"
)]
mod tests {
    use super::*;

    const EPERM: u32 = libc::SECCOMP_RET_ERRNO + 1;
    const ENOSYS: u32 = libc::SECCOMP_RET_ERRNO + 38;
    const ALLOWED: u32 = libc::SECCOMP_RET_ALLOW;

    /// The answer of a filter to a call with these first arguments, as the kernel works it out.
    fn answer(filter: &[sock_filter], call: i64, arguments: &[u64]) -> u32 {
        let arch: u32 = match env::consts::ARCH {
            "x86_64" => 0xC000_003E,
            "aarch64" => 0xC000_00B7,
            _ => 0xC000_00F3,
        };
        let mut data = i32::try_from(call).unwrap().to_ne_bytes().to_vec();
        data.extend(arch.to_ne_bytes());
        data.extend([0; 8]);
        data.extend(arguments.iter().flat_map(|value| value.to_ne_bytes()));
        data.resize(64, 0);
        let (mut at, mut value) = (0, 0);
        loop {
            let step = &filter[at];
            let further = usize::try_from(step.k).unwrap();
            let turn = |yes| usize::from(if yes { step.jt } else { step.jf });
            at += 1;
            match step.code {
                0x20 => value = u32::from_ne_bytes(data[further..][..4].try_into().unwrap()),
                0x54 => value &= step.k,
                0x05 => at += further,
                0x15 => at += turn(value == step.k),
                0x25 => at += turn(value > step.k),
                0x35 => at += turn(value >= step.k),
                0x06 => return step.k,
                code => panic!("no step {code:#x}"),
            }
        }
    }

    #[test]
    fn judges_calls_by_their_arguments() {
        let this = u64::from(std::process::id());
        let thread = 0x003d_0f00;
        let high = 1 << 32;
        let filter = refused(Opening::Reading).unwrap();
        for (call, arguments, allowed) in [
            (libc::SYS_read, &[][..], true),
            (libc::SYS_accept4, &[], true),
            (libc::SYS_socketpair, &[1, 1], true),
            (libc::SYS_prctl, &[15], true),
            (libc::SYS_execve, &[], false),
            (libc::SYS_socket, &[2, 1], false),
            (libc::SYS_setrlimit, &[], false),
            (libc::SYS_io_uring_setup, &[8, high], false),
            (libc::SYS_bpf, &[], false),
            (libc::SYS_perf_event_open, &[], false),
            (libc::SYS_userfaultfd, &[], false),
            (libc::SYS_add_key, &[], false),
            // A thread, a fork, a vfork, a thread in other name spaces.
            (libc::SYS_clone, &[thread], true),
            (libc::SYS_clone, &[17], false),
            (libc::SYS_clone, &[0x4111], false),
            (libc::SYS_clone, &[thread | 0x4000_0000], false),
            (libc::SYS_clone, &[thread | 0x1000_0000], false),
            // Reading, by a thread too; then writing, both, creating, emptying, what has no name.
            (libc::SYS_openat, &[0, high, 0o2_000_000], true),
            (libc::SYS_openat, &[0, high, 1], false),
            (libc::SYS_openat, &[0, high, 2], false),
            (libc::SYS_openat, &[0, high, 3], false),
            (libc::SYS_openat, &[0, high, 0o100], false),
            (libc::SYS_openat, &[0, high, 0o1000], false),
            (libc::SYS_openat, &[0, high, 0o20_200_001], false),
            // Signals to the process itself, to its group, to all, to the first of all.
            (libc::SYS_kill, &[this, 15], true),
            (libc::SYS_kill, &[0, 15], false),
            (libc::SYS_kill, &[u64::from(u32::MAX), 15], false),
            (libc::SYS_kill, &[1, 15], false),
            (libc::SYS_tgkill, &[this, 1, 15], true),
            (libc::SYS_tgkill, &[1, 1, 15], false),
            // Limits asked for and set, by pointers of which either half may be 0.
            (libc::SYS_prlimit64, &[0, 7, 0, 9], true),
            (libc::SYS_prlimit64, &[0, 7, high, 0], false),
            (libc::SYS_prlimit64, &[0, 7, 16, 0], false),
            // TCGETS, TCSETS, TIOCGWINSZ, SIOCOUTQ, FIONBIO; TIOCSTI, also with bits that the kernel drops.
            (libc::SYS_ioctl, &[0, 0x5401], true),
            (libc::SYS_ioctl, &[0, 0x5402], true),
            (libc::SYS_ioctl, &[0, 0x5413], true),
            (libc::SYS_ioctl, &[0, 0x5411], true),
            (libc::SYS_ioctl, &[0, 0x5421], true),
            (libc::SYS_ioctl, &[0, 0x5412], false),
            (libc::SYS_ioctl, &[0, 0x5412 | high], false),
            (libc::SYS_ioctl, &[0, 0x541C], false),
            (libc::SYS_fcntl, &[0, 4], true),
            (libc::SYS_fcntl, &[0, 8, 1], false),
        ] {
            let wanted = if allowed { ALLOWED } else { EPERM };
            let given = answer(&filter, call, arguments);
            assert_eq!(given, wanted, "{call} {arguments:x?}");
            assert_eq!(answer(&unjudged(), call, arguments), ALLOWED, "{call}");
        }
        for arguments in [[0, high, 0], [0, high, 1]] {
            let filter = refused(Opening::Refused).unwrap();
            assert_eq!(answer(&filter, libc::SYS_openat, &arguments), EPERM);
        }
    }

    #[test]
    fn does_not_know_what_it_cannot_judge() {
        // Those of the x32 ABI are execve and socket.
        let x32 = 0x4000_0000;
        for call in [libc::SYS_clone3, 452, 463, 4000, x32 + 520, x32 + 41] {
            assert_eq!(answer(&unjudged(), call, &[]), ENOSYS, "{call:#x}");
        }
    }
}
