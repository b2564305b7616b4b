//! The program `stemma`.

use std::process::ExitCode;

fn main() -> ExitCode {
    stemma::run(std::env::args_os())
}
