package io.carillon.embedded;

/// A server that this process has started.
///
/// @param process its first process; a handle knows when its process began, so that a number given
///   anew to a stranger is not taken for it
record RunningServer(ProcessHandle process, int port) {

    long pid() {
        return process.pid();
    }
}
