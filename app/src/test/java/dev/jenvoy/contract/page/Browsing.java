package dev.jenvoy.contract.page;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.openqa.selenium.WebDriverException;

/** Gives tests one shared browser, reset each time. It ends with the process of the tests: a start takes seconds. */
public final class Browsing implements ParameterResolver {

    private static @Nullable Browser shared;

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext test) {
        return parameter.getParameter().getType() == Browser.class;
    }

    @Override
    public Browser resolveParameter(ParameterContext parameter, ExtensionContext test) {
        return shared();
    }

    private static synchronized Browser shared() {
        if (shared != null) {
            try {
                return shared.fresh();
            } catch (WebDriverException e) {
                System.err.println("the browser has died, another one is started: " + e.getRawMessage());
            }
        }
        Browser started = Browser.start();
        Runtime.getRuntime().addShutdownHook(new Thread(started::close));
        shared = started;
        return started.fresh();
    }
}
