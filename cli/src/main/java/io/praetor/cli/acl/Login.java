package io.praetor.cli.acl;

import io.praetor.cli.base.ApiFlags;
import io.praetor.cli.base.Context;
import io.praetor.cli.base.InputFiles;
import io.praetor.cli.base.NumberFlags;
import io.praetor.client.ConsulClient;
import io.praetor.client.ConsulException;
import io.praetor.model.acl.AclAuthMethod;
import io.praetor.model.flags.Flag;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/// `login`: gets a token by what an auth method believes, and writes its secret to a file.
public final class Login extends AclCommand {
    private final Flag<String> method = flags().text("method", "", "Name of the auth method to log in with.");
    private final Flag<String> type =
            flags().text("type", "", "Type of the auth method; \"oidc\" signs in with a browser, the others do not.");
    private final Flag<String> bearer =
            flags().text("bearer-token-file", "", "File with the secret that proves to the auth method who this is.");
    private final Flag<String> listen = flags().text(
                    "oidc-callback-listen-addr",
                    "localhost:8550",
                    "For the type oidc: where to wait for the browser to come back, on this machine. The auth method "
                            + "and the provider must allow http://HOST:PORT/oidc/callback.");
    private final Flag<String> sink = flags().text(
                    "token-sink-file", "", "File to write the new token's secret ID to; only its owner may read it.");
    private final Flag<Map<String, String>> meta = NumberFlags.pairs(
            flags(), "meta", "A key=value to put into the description of the token. May be given several times.");

    /// A run of the command.
    public Login() {
        super(ApiFlags.Scope.SERVER, ApiFlags.Scope.NAMESPACE);
    }

    @Override
    protected String usage() {
        return "consul login -method NAME -token-sink-file FILE [options]";
    }

    @Override
    protected String description() {
        return """
                Logs in with an auth method: the servers make a token for whoever the bearer token shows
                this to be, and its secret is written to a file. End its life with "consul logout".

                As a pod of Kubernetes:

                    $ consul login -method=pods -token-sink-file=consul.token \\
                        -bearer-token-file=/run/secrets/kubernetes.io/serviceaccount/token

                With a signed token, for the record:

                    $ consul login -method=ci -token-sink-file=consul.token \\
                        -bearer-token-file=ci.jwt -meta=job=42

                As a person who signs in with a provider:

                    $ consul login -method=sso -type=oidc -token-sink-file=consul.token
                """;
    }

    @Override
    void check(List<String> arguments) throws Refusal {
        if (!arguments.isEmpty()) {
            throw Refusal.of("Should have no non-flag arguments.");
        }
        require(method);
        require(sink);
        if (!type.get().equals(AclAuthMethod.OIDC)) {
            require(bearer);
        } else if (!bearer.get().isEmpty()) {
            throw Refusal.withHelp("Cannot use '-bearer-token-file' flag with type \"oidc\"");
        }
    }

    private static void require(Flag<String> flag) throws Refusal {
        if (flag.get().isEmpty()) {
            throw Refusal.withHelp("Missing required '-" + flag.name() + "' flag");
        }
    }

    @Override
    void work(List<String> arguments, ConsulClient client, Context context) throws Refusal {
        if (type.get().equals(AclAuthMethod.OIDC)) {
            BrowserLogin.listeningAt(listen.get()).run(method.get(), meta.get(), client.acl(), this::write, context);
            return;
        }
        String secret = bearerToken();
        String token;
        try {
            token = client.acl().login(method.get(), secret, meta.get()).secretId();
        } catch (ConsulException e) {
            throw Refusal.of("Error logging in", e);
        }
        write(token);
    }

    private void write(String token) throws Refusal {
        try {
            TokenSink.write(sink.get(), token);
        } catch (IOException e) {
            throw Refusal.of("Error writing token to file sink", e);
        }
    }

    private String bearerToken() throws Refusal {
        String text;
        try {
            text = InputFiles.readText(bearer.get()).strip();
        } catch (IOException e) {
            throw Refusal.of(String.valueOf(e.getMessage()));
        }
        if (text.isEmpty()) {
            throw Refusal.of("No bearer token found in " + bearer.get());
        }
        return text;
    }
}
