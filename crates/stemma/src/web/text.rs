//! A text cut into nested spans: every passage that a page leads to is an element of its own.
