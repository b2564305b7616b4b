//! Addresses of the web out of accounts.

/// An address out of an account, if following it is harmless: `http` and `https` only.
pub fn safe_address(address: &str) -> Option<&str> {
    let address = address.trim();
    let scheme = address.split_once("://").map(|(scheme, _)| scheme.to_ascii_lowercase());
    matches!(scheme.as_deref(), Some("http" | "https")).then_some(address)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_addresses_of_the_web_become_links() {
        assert_eq!(safe_address(" https://a.example/x "), Some("https://a.example/x"));
        assert_eq!(safe_address("HTTP://a.example"), Some("HTTP://a.example"));
        let harmful =
            ["javascript:alert(1)", "JaVaScRiPt://a.example/%0aalert(1)", "data:text/html,x"];
        for address in harmful.into_iter().chain(["//a.example", "file:///etc/passwd", "a.html"]) {
            assert_eq!(safe_address(address), None, "{address}");
        }
    }
}
