//! Tab-separated tables: `#` lines say columns and source, every other line is a row.

/// The rows of a table, each with exactly `N` trimmed columns; missing trailing columns are empty,
/// and columns beyond `N` are left out.
pub fn rows<const N: usize>(table: &'static str) -> impl Iterator<Item = [&'static str; N]> {
    table
        .lines()
        .filter(|line| !line.starts_with('#') && !line.trim().is_empty())
        .map(|line| {
            let mut columns = line.split('\t');
            std::array::from_fn(|_| columns.next().unwrap_or_default().trim())
        })
}

/// The parts of a cell that holds several values (`a|b|c`).
pub fn list(cell: &'static str) -> impl Iterator<Item = &'static str> {
    cell.split('|')
        .map(str::trim)
        .filter(|part| !part.is_empty())
}
