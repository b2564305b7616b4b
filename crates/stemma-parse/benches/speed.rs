//! How fast a pipeline runs, on one thread: `cargo xtask parity --bench` runs it beside spaCy.
//!
//! Arguments: a pipeline folder and a file of JSON Lines with `text`. Prints one JSON object. CPU
//! time and peak memory are those that Linux tells of this process; elsewhere they are null.

#![expect(
    clippy::disallowed_methods,
    reason = "a benchmark is a program: it reads files and has a clock"
)]
#![expect(clippy::print_stdout, reason = "a benchmark's output is its result")]

use std::collections::BTreeMap;
use std::error::Error;
use std::hint::black_box;
use std::path::Path;
use std::time::Instant;

use serde_json::{Value, json};
use stemma_parse::{Pipeline, PipelineFiles};

fn main() -> Result<(), Box<dyn Error>> {
    let mut paths = std::env::args().skip(1).filter(|argument| !argument.starts_with("--"));
    let (Some(folder), Some(texts)) = (paths.next(), paths.next()) else {
        // `cargo bench` and `cargo test --benches` run every benchmark without arguments.
        println!("usage: cargo bench -p stemma-parse --bench speed -- FOLDER TEXTS.jsonl");
        return Ok(());
    };
    let texts: Vec<String> = std::fs::read_to_string(texts)?
        .lines()
        .map(|line| {
            let object: Value = serde_json::from_str(line)?;
            Ok(object["text"].as_str().ok_or("a line without `text`")?.to_owned())
        })
        .collect::<Result<_, Box<dyn Error>>>()?;

    let start = Instant::now();
    let pipeline = Pipeline::load(&read(Path::new(&folder))?)?;
    let load = start.elapsed().as_secs_f64();

    let (start, cpu) = (Instant::now(), cpu_seconds());
    let tokens: usize = texts.iter().map(|text| black_box(pipeline.parse(text)).tokens.len()).sum();
    let wall = start.elapsed().as_secs_f64();
    let cpu = cpu_seconds().zip(cpu).map(|(after, before)| after - before);
    let peak = peak_megabytes();

    let result = json!({
        "tokens": tokens,
        "cpu_seconds": cpu,
        "wall_seconds": wall,
        "load_seconds": load,
        "peak_megabytes": peak,
        "operations_per_token": pipeline.operations_per_token(),
        "plain_gigaflops": plain_rate(),
    });
    println!("{result}");
    Ok(())
}

fn read(folder: &Path) -> Result<PipelineFiles, Box<dyn Error>> {
    let mut files = BTreeMap::new();
    let mut folders = vec![(folder.to_owned(), String::new())];
    while let Some((folder, within)) = folders.pop() {
        for entry in std::fs::read_dir(folder)? {
            let entry = entry?;
            let path = format!("{within}{}", entry.file_name().to_string_lossy());
            if entry.file_type()?.is_dir() {
                folders.push((entry.path(), format!("{path}/")));
            } else {
                files.insert(path, std::fs::read(entry.path())?);
            }
        }
    }
    Ok(PipelineFiles::new(files))
}

/// User and system time of this process.
fn cpu_seconds() -> Option<f64> {
    // The kernel counts in hundredths of a second, whatever its own clock is.
    const TICKS: f64 = 100.0;
    let stat = std::fs::read_to_string("/proc/self/stat").ok()?;
    let fields: Vec<&str> = stat.rsplit_once(')')?.1.split_whitespace().collect();
    let ticks = |at: usize| fields.get(at)?.parse::<f64>().ok();
    Some((ticks(11)? + ticks(12)?) / TICKS)
}

fn peak_megabytes() -> Option<f64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    Some(line.trim().strip_suffix(" kB")?.trim().parse::<f64>().ok()? / 1024.0)
}

/// Floating-point operations a CPU second, in thousands of millions, of multiplications of the shape
/// that a convolution over a batch has, and nothing else.
fn plain_rate() -> f64 {
    const ROWS: usize = 512;
    const WIDTH: usize = 288;
    const TIMES: usize = 2000;
    let left = vec![0.5_f32; ROWS * WIDTH];
    let right = vec![0.25_f32; WIDTH * WIDTH];
    let mut out = vec![0.0_f32; ROWS * WIDTH];
    let width = isize::try_from(WIDTH).expect("small");
    let (start, cpu) = (Instant::now(), cpu_seconds());
    for _ in 0..TIMES {
        // SAFETY: all three matrices are as large as rows, columns and strides say, and do not
        // overlap.
        #[expect(unsafe_code, reason = "the multiplication kernels take pointers and strides")]
        unsafe {
            gemm::gemm(
                ROWS,
                WIDTH,
                WIDTH,
                out.as_mut_ptr(),
                1,
                width,
                false,
                left.as_ptr(),
                1,
                width,
                right.as_ptr(),
                width,
                1,
                0.0,
                1.0,
                false,
                false,
                false,
                gemm::Parallelism::None,
            );
        }
        black_box(&mut out);
    }
    let operations = (2 * ROWS * WIDTH * WIDTH * TIMES) as f64;
    let wall = start.elapsed().as_secs_f64();
    let seconds = cpu_seconds().zip(cpu).map_or(wall, |(after, before)| after - before);
    operations / seconds / 1e9
}
