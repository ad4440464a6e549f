//! What the kernel refuses a confined process: a table of actions tried by one, and the real program traced.
//!
//! A process is confined before it has a second thread, so these tests do without the usual harness, which
//! runs each on a thread of its own.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "what goes wrong here fails the test"
)]

#[cfg(target_os = "linux")]
mod forbidden;
#[cfg(target_os = "linux")]
mod held;
#[cfg(target_os = "linux")]
mod needed;
#[path = "../common/process.rs"]
mod process;
#[path = "../common/strace.rs"]
mod strace;
#[cfg(target_os = "linux")]
mod table;
#[cfg(target_os = "linux")]
#[path = "../common/terminal.rs"]
mod terminal;
#[cfg(target_os = "linux")]
mod traced;

#[cfg(not(target_os = "linux"))]
fn main() {
    println!("skipped: no confinement on this system");
}

#[cfg(target_os = "linux")]
fn main() {
    if let Some(part) = std::env::var_os(table::PART) {
        return table::play(&part);
    }
    let names: Vec<String> = std::env::args()
        .skip(1)
        .filter(|argument| !argument.starts_with('-'))
        .collect();
    let tests: [(&str, fn()); 6] = [
        (
            "a_confined_process_does_what_it_needs_and_no_more",
            table::a_confined_process_does_what_it_needs_and_no_more,
        ),
        (
            "another_thread_is_told_of_and_opens_nothing",
            table::another_thread_is_told_of_and_opens_nothing,
        ),
        ("a_panic_is_told", table::a_panic_is_told),
        (
            "the_demo_starts_opens_and_reaches_nothing",
            traced::the_demo_starts_opens_and_reaches_nothing,
        ),
        (
            "the_demo_says_that_landlock_is_missing",
            traced::the_demo_says_that_landlock_is_missing,
        ),
        (
            "the_report_of_the_demo_can_go_to_a_file",
            traced::the_report_of_the_demo_can_go_to_a_file,
        ),
    ];
    for (name, test) in tests {
        if names.is_empty() || names.iter().any(|part| name.contains(part)) {
            println!("test {name} ...");
            test();
        }
    }
}
