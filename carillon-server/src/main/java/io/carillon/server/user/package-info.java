/// The promised `/user`: a person with a name, a date of birth and a time zone.
@NullMarked
package io.carillon.server.user;

import org.jspecify.annotations.NullMarked;
