package io.carillon.engine.runtime;

/// Stands for the death of a process in the middle of a send.
final class Killed extends VirtualMachineError {
    private static final long serialVersionUID = 1L;
}
