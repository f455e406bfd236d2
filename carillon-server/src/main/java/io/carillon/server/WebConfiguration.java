package io.carillon.server;

import io.carillon.server.http.ApiKeyFilter;
import io.carillon.server.http.HealthOnlyFilter;
import io.carillon.server.http.HostFilter;
import io.carillon.server.http.ProblemReportValve;
import io.carillon.server.http.SecurityHeadersFilter;
import io.carillon.server.http.TraceFilter;
import io.carillon.server.settings.Settings;
import jakarta.servlet.Filter;
import org.apache.catalina.core.StandardHost;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.boot.webmvc.autoconfigure.error.ErrorMvcAutoConfiguration;
import org.springframework.context.annotation.Bean;

/// The little that Spring is asked for beyond its defaults: who may come in, and problems in our
/// own form where Tomcat itself refuses a request.
@SpringBootApplication(proxyBeanMethods = false, exclude = ErrorMvcAutoConfiguration.class)
class WebConfiguration {
    @Bean
    FilterRegistrationBean<Filter> securityHeaders() {
        return filter(new SecurityHeadersFilter(), 1);
    }

    @Bean
    FilterRegistrationBean<Filter> access(Settings settings) {
        return settings.listening()
                .apiKey()
                .map(key -> filter(new ApiKeyFilter(key), 2))
                .orElseGet(() -> filter(new HostFilter(settings.listening().host()), 2));
    }

    @Bean
    FilterRegistrationBean<Filter> trace() {
        return filter(new TraceFilter(), 3);
    }

    @Bean
    FilterRegistrationBean<Filter> role(Settings settings) {
        FilterRegistrationBean<Filter> role = filter(new HealthOnlyFilter(), 4);
        role.setEnabled(!settings.node().role().serves());
        return role;
    }

    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> tomcat() {
        return factory -> {
            factory.addContextCustomizers(context -> {
                if (context.getParent() instanceof StandardHost host) {
                    host.setErrorReportValveClass(ProblemReportValve.class.getName());
                }
            });
            // Tomcat would refuse it with methods that the path does not take; TraceFilter does
            // not.
            factory.addConnectorCustomizers(connector -> connector.setAllowTrace(true));
        };
    }

    private static FilterRegistrationBean<Filter> filter(Filter filter, int order) {
        FilterRegistrationBean<Filter> registration = new FilterRegistrationBean<>(filter);
        registration.setOrder(order);
        return registration;
    }
}
