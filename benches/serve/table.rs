//! What was measured in, a table out.

use std::time::Duration;

/// Prints a row: what was measured, what came out, and what it should be.
pub fn row(what: &str, measured: &str, goal: &str) {
    println!("{what:<64} {measured:>24}   {goal}");
}

/// The length of time that so many per cent of all stay below; the longest for 100.
pub fn percentile(times: &mut [Duration], per_cent: usize) -> Duration {
    times.sort_unstable();
    let at = (times.len() * per_cent).div_ceil(100).saturating_sub(1);
    times.get(at).copied().unwrap_or_default()
}

/// A length of time in milliseconds.
pub fn ms(time: Duration) -> String {
    format!("{:.2} ms", time.as_secs_f64() * 1000.0)
}
