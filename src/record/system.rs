//! The machine and the process, found out once and only when something is sent.

use std::env;
#[cfg(target_os = "linux")]
use std::fs;
use std::path::Path;

use super::driver::DriverIdentity;
use crate::contract::DriverSystemConfiguration;
use crate::sync::Once;

/// Returns what this process can find out about itself: operating system, architecture, locale, character set, name.
/// Found out by the first call, which reads a few small files, and kept.
///
/// A binding for another language starts from it, and says what its own runtime is:
///
/// ```
/// use sql_driver_telemetry::{DriverIdentity, detect_system};
///
/// let mut system = detect_system().clone();
/// system.runtime_name = Some("CPython".to_owned());
/// system.runtime_version = Some("3.12.4".to_owned());
/// ```
pub fn detect_system() -> &'static DriverSystemConfiguration {
    static SYSTEM: Once<DriverSystemConfiguration> = Once::new();
    SYSTEM.get(detect)
}

/// Returns what is sent: what was said, else what was found out. A runtime is described by one side only, so that one's
/// name never stands beside another's version.
pub(crate) fn describe(driver: &DriverIdentity, said: &DriverSystemConfiguration) -> DriverSystemConfiguration {
    let found = detect_system();
    let or = |said: &Option<String>, found: &Option<String>| said.clone().or_else(|| found.clone());
    let runtime = if said.runtime_name.is_some() || said.runtime_version.is_some() { said } else { found };
    DriverSystemConfiguration {
        driver_name: said.driver_name.clone().or_else(|| Some(driver.name.clone())),
        driver_version: said.driver_version.clone().or_else(|| Some(driver.version.clone())),
        client_app_name: said.client_app_name.clone().or_else(|| driver.client_app.clone()),
        runtime_name: runtime.runtime_name.clone(),
        runtime_version: runtime.runtime_version.clone(),
        runtime_vendor: runtime.runtime_vendor.clone(),
        os_name: or(&said.os_name, &found.os_name),
        os_version: or(&said.os_version, &found.os_version),
        os_arch: or(&said.os_arch, &found.os_arch),
        locale_name: or(&said.locale_name, &found.locale_name),
        char_set_encoding: or(&said.char_set_encoding, &found.char_set_encoding),
        process_name: or(&said.process_name, &found.process_name),
    }
}

fn detect() -> DriverSystemConfiguration {
    DriverSystemConfiguration {
        runtime_name: Some("Rust".to_owned()),
        runtime_version: option_env!("COMPILER_VERSION").map(str::to_owned),
        runtime_vendor: Some("Rust".to_owned()),
        os_name: Some(os_name().to_owned()),
        os_version: os_version(),
        os_arch: Some(env::consts::ARCH.to_owned()),
        locale_name: sys_locale::get_locale().and_then(|tag| locale(&tag)),
        char_set_encoding: char_set(|name| env::var(name).ok()),
        process_name: env::current_exe().ok().as_deref().and_then(process_name),
        ..DriverSystemConfiguration::default()
    }
}

fn os_name() -> &'static str {
    match env::consts::OS {
        "linux" => "Linux",
        "windows" => "Windows",
        "macos" => "macOS",
        other => other,
    }
}

/// Returns the distribution as it names itself. An image without such a file has the version of its kernel: nothing is
/// started to find out more.
#[cfg(target_os = "linux")]
fn os_version() -> Option<String> {
    let read = |path: &str| fs::read_to_string(path).ok();
    let release = ["/etc/os-release", "/usr/lib/os-release"].into_iter().find_map(read);
    release.as_deref().and_then(pretty_name).or_else(|| kernel(&read("/proc/sys/kernel/osrelease")?))
}

/// Returns the version without what the builder of the kernel has added to it.
#[cfg(any(target_os = "linux", test))]
fn kernel(release: &str) -> Option<String> {
    let version = release.split(|char: char| !char.is_ascii_digit() && char != '.').next()?;
    Some(version.to_owned()).filter(|version| !version.is_empty())
}

/// Returns what the system says.
#[cfg(not(target_os = "linux"))]
fn os_version() -> Option<String> {
    let version = os_info::get().version().to_string();
    Some(version).filter(|version| version != "Unknown")
}

/// Returns the value of `PRETTY_NAME` in the format of os-release(5).
#[cfg(any(target_os = "linux", test))]
fn pretty_name(release: &str) -> Option<String> {
    let line = release.lines().find_map(|line| line.trim().strip_prefix("PRETTY_NAME="))?;
    let value = line.trim().trim_matches(['"', '\'']);
    Some(value.to_owned()).filter(|value| !value.is_empty())
}

/// `en-US` and `en_US.UTF-8` as `en_US`; `C` and `POSIX` are no languages.
fn locale(tag: &str) -> Option<String> {
    let name = tag.split(['.', '@']).next()?.replace('-', "_");
    Some(name).filter(|name| !matches!(name.as_str(), "" | "C" | "POSIX"))
}

/// Returns the character set: the first of the locale variables that is set decides, as in setlocale(3). Windows and
/// macOS say nothing there: strings are UTF-8 to a Rust program everywhere.
fn char_set(variable: impl Fn(&str) -> Option<String>) -> Option<String> {
    let locale = ["LC_ALL", "LC_CTYPE", "LANG"].into_iter().find_map(|name| variable(name).filter(|it| !it.is_empty()));
    match locale.as_deref().map(|locale| locale.split('@').next().unwrap_or(locale)) {
        None => Some("UTF-8".to_owned()),
        Some("C" | "POSIX") => Some("US-ASCII".to_owned()),
        Some(locale) => match locale.split_once('.').map(|(_, set)| set.to_ascii_uppercase()) {
            Some(set) if set == "UTF8" || set == "UTF-8" => Some("UTF-8".to_owned()),
            other => other,
        },
    }
}

fn process_name(executable: &Path) -> Option<String> {
    executable.file_stem()?.to_str().map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_kernel_says_its_version_and_not_who_built_it() {
        for (release, version) in [
            ("6.1.0-acme-prod+\n", Some("6.1.0")),
            ("5.15.167.4-microsoft-standard-WSL2\n", Some("5.15.167.4")),
            ("\n", None),
        ] {
            assert_eq!(kernel(release).as_deref(), version, "{release}");
        }
    }

    #[test]
    fn the_name_of_a_distribution_is_read() {
        for (release, name) in [
            ("NAME=\"Ubuntu\"\nPRETTY_NAME=\"Ubuntu 24.04.1 LTS\"\n", Some("Ubuntu 24.04.1 LTS")),
            ("PRETTY_NAME='Alpine Linux v3.20'", Some("Alpine Linux v3.20")),
            ("PRETTY_NAME=Arch", Some("Arch")),
            ("PRETTY_NAME=\"\"", None),
            ("ID=x", None),
        ] {
            assert_eq!(pretty_name(release).as_deref(), name, "{release}");
        }
    }

    #[test]
    fn locales_lose_their_character_set() {
        for (tag, name) in
            [("en-US", Some("en_US")), ("de_DE.UTF-8@euro", Some("de_DE")), ("C", None), ("C.UTF-8", None)]
        {
            assert_eq!(locale(tag).as_deref(), name, "{tag}");
        }
    }

    #[test]
    fn the_first_variable_that_is_set_gives_the_character_set() {
        for (all, lang, set) in [
            ("", "en_US.UTF-8", Some("UTF-8")),
            ("de_DE.iso-8859-15@euro", "en_US.UTF-8", Some("ISO-8859-15")),
            ("C", "en_US.UTF-8", Some("US-ASCII")),
            ("C.utf8", "", Some("UTF-8")),
            ("de_DE", "", None),
            ("", "", Some("UTF-8")),
        ] {
            let variable = |name: &str| match name {
                "LC_ALL" => Some(all.to_owned()),
                "LANG" => Some(lang.to_owned()),
                _ => None,
            };
            assert_eq!(char_set(variable).as_deref(), set, "{all} {lang}");
        }
    }

    #[test]
    fn a_binding_that_speaks_for_another_language_is_not_mixed_with_this_one() {
        let driver = DriverIdentity::new("driver", "1.0.0");
        let said = DriverSystemConfiguration { runtime_name: Some("CPython".to_owned()), ..Default::default() };
        let sent = describe(&driver, &said);
        assert_eq!((sent.runtime_name.as_deref(), sent.runtime_version), (Some("CPython"), None));
        assert_eq!(sent.driver_name.as_deref(), Some("driver"));
        assert_eq!(sent.os_arch.as_deref(), Some(env::consts::ARCH));
    }

    #[test]
    fn a_process_has_a_name_without_a_path() {
        assert_eq!(process_name(Path::new("/home/jane/bin/etl.exe")).as_deref(), Some("etl"));
        assert!(detect_system().process_name.as_deref().is_some_and(|name| !name.contains('/')));
    }
}
