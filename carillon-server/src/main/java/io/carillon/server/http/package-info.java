/// What every path shares: bodies, queries, pages, problems, and who may come in.
@NullMarked
package io.carillon.server.http;

import org.jspecify.annotations.NullMarked;
