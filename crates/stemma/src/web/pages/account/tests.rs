//! What the page of an account shows.
