//! Tables of small cases.
