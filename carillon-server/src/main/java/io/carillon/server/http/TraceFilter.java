package io.carillon.server.http;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/// Lets TRACE be refused like any other method that a path does not take, with the same `Allow`.
/// Servlets answer it by themselves, with an echo of the request and its credentials; under a name
/// that they do not know it reaches what refuses.
public final class TraceFilter extends HttpFilter {
    private static final long serialVersionUID = 1L;
    private static final String TRACE = "TRACE";

    @Override
    protected void doFilter(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        chain.doFilter(request.getMethod().equals(TRACE) ? renamed(request) : request, response);
    }

    private static HttpServletRequest renamed(HttpServletRequest request) {
        return new HttpServletRequestWrapper(request) {
            @Override
            public String getMethod() {
                return "trace";
            }
        };
    }
}
