package io.praetor.agent.reload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.praetor.agent.config.AgentConfig;
import io.praetor.agent.config.AgentFlags;
import io.praetor.agent.config.ConfigException;
import io.praetor.agent.config.ConfigLoader;
import io.praetor.agent.config.LoadedConfig;
import io.praetor.agent.config.Machine;
import io.praetor.agent.systemd.ServiceManager;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ReloaderTest {
    private final List<String> told = new ArrayList<>();
    private String fragment = "log_level = \"WARN\"";
    private final Reloader reloader = new Reloader(this::load, ServiceManager.NONE);

    @Test
    void tellsEveryPartInTheOrderOfRegistration() throws Exception {
        reloader.register(config -> told.add("first " + config.logging().level()));
        reloader.register(config -> told.add("second " + config.logging().level()));

        reloader.reload();

        assertThat(told).containsExactly("first WARN", "second WARN");
    }

    @Test
    void tellsNobodyOfFilesThatCannotBeLoaded() {
        reloader.register(_ -> told.add("told"));
        fragment = "colour = \"red\"";

        assertThatThrownBy(reloader::reload)
                .isInstanceOf(ReloadException.class)
                .hasMessage("failed to parse flags-0.hcl: 1 error occurred:\n\t* invalid config key colour\n\n");
        assertThat(told).isEmpty();
    }

    @Test
    void changesNothingWhenOnePartRefuses() {
        reloader.register(_ -> told.add("told"));
        reloader.register(new Reloadable() {
            @Override
            public void check(AgentConfig config) throws ReloadException {
                throw new ReloadException("not this one");
            }

            @Override
            public void reload(AgentConfig config) {
                told.add("told although it refused");
            }
        });

        assertThatThrownBy(reloader::reload).hasMessage("not this one");
        assertThat(told).isEmpty();
    }

    @Test
    void tellsTheOthersWhenOnePartFails() {
        reloader.register(_ -> {
            throw new ReloadException("broken");
        });
        reloader.register(_ -> told.add("told"));

        assertThatThrownBy(reloader::reload).hasMessage("broken");
        assertThat(told).containsExactly("told");
    }

    @Test
    void aDefectOfAPartIsAFailureLikeAnother() {
        reloader.register(_ -> {
            throw new IllegalStateException("defect");
        });
        reloader.register(_ -> told.add("told"));

        assertThatThrownBy(reloader::reload).isInstanceOf(ReloadException.class).hasMessage("defect");
        assertThat(told).containsExactly("told");
    }

    @Test
    void tellsTheServiceManagerAlsoWhenItFails() {
        ServiceManager manager = new ServiceManager() {
            @Override
            public void ready() {
                told.add("ready");
            }

            @Override
            public void reloading() {
                told.add("reloading");
            }

            @Override
            public void stopping() {}
        };
        fragment = "colour = 1";

        assertThatThrownBy(new Reloader(this::load, manager)::reload).isInstanceOf(ReloadException.class);
        assertThat(told).containsExactly("reloading", "ready");
    }

    private LoadedConfig load() throws ConfigException {
        try {
            return new ConfigLoader(Machine.LOCAL)
                    .load(AgentFlags.parse(List.of("-dev", "-hcl=" + fragment)).sources());
        } catch (io.praetor.model.flags.FlagException e) {
            throw new AssertionError(e);
        }
    }
}
