/// The model of the protocol of leases, `carillon-trials/model/lease.pml`, and every state of it.
@NullMarked
package io.carillon.trials.model;

import org.jspecify.annotations.NullMarked;
