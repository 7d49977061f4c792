//! Where a program's locked instructions are: those with a `lock` prefix, and exchanges with memory, which lock without
//! one. By `objdump`, which comes with the linker that builds the program.

use std::collections::{HashMap, HashSet};
use std::process::Command;
use std::sync::{Arc, Mutex, PoisonError};

/// The addresses of locked instructions, object by object; each object is looked through once.
#[derive(Debug, Default)]
pub struct Locked {
    objects: Mutex<HashMap<String, Arc<HashSet<u64>>>>,
}

impl Locked {
    /// The addresses in this object, as its own file has them.
    pub fn of(&self, object: &str) -> Arc<HashSet<u64>> {
        let mut objects = self.objects.lock().unwrap_or_else(PoisonError::into_inner);
        objects.entry(object.to_owned()).or_insert_with(|| Arc::new(disassemble(object))).clone()
    }
}

fn disassemble(object: &str) -> HashSet<u64> {
    let mut objdump = Command::new("objdump");
    objdump.args(["--disassemble", "--no-show-raw-insn", "--section=.text", object]);
    let output = objdump.output().expect("objdump is installed");
    String::from_utf8_lossy(&output.stdout).lines().filter_map(address).collect()
}

/// The address of a line of `objdump`, if the instruction locks.
fn address(line: &str) -> Option<u64> {
    let (address, instruction) = line.trim_start().split_once(":\t")?;
    let exchange = instruction.starts_with("xchg") && instruction.contains('(');
    if !exchange && !instruction.split_whitespace().any(|word| word == "lock") {
        return None;
    }
    u64::from_str_radix(address, 16).ok()
}

#[cfg(test)]
mod tests {
    use super::address;

    #[test]
    fn exchanges_with_memory_lock_and_exchanges_of_registers_do_not() {
        assert_eq!(address("   1a2b:\tlock cmpxchg %rcx,(%rdi)"), Some(0x1a2b));
        assert_eq!(address("   1a2c:\txchg   %al,0x10(%rbx)"), Some(0x1a2c));
        assert_eq!(address("   1a2d:\txchg   %ax,%ax"), None);
        assert_eq!(address("   1a2e:\tmov    %rax,(%rdi)"), None);
        assert_eq!(address("0000000000001a2f <lock>:"), None);
    }
}
