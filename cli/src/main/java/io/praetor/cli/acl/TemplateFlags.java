package io.praetor.cli.acl;

import io.praetor.model.acl.AclTemplateVariables;
import io.praetor.model.acl.AclTemplatedPolicy;
import io.praetor.model.flags.Flag;
import io.praetor.model.flags.FlagSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// The flags that say which templated policies to grant. Newer than the original.
final class TemplateFlags {
    private final Flag<List<String>> names;
    private final Flag<String> file;
    private final Flag<List<String>> variables;

    TemplateFlags(FlagSet flags) {
        names = flags.texts(
                        "templated-policy",
                        "Name of a templated policy to have, such as builtin/service; -var fills it in. May be given several "
                                + "times, then without -var.")
                .newer();
        file = flags.text(
                        "templated-policy-file",
                        "",
                        "A file, in HCL or JSON, with templated policies and their variables.")
                .newer();
        variables = flags.texts(
                        "var",
                        "A variable of the -templated-policy, as NAME:VALUE, such as name:api. May be given several times.")
                .newer();
    }

    boolean isEmpty() {
        return names.get().isEmpty() && file.get().isEmpty();
    }

    /// The templated policies that were given.
    List<AclTemplatedPolicy> read() throws Refusal {
        AclTemplateVariables filled = variables(variables.get());
        if (filled != null && names.get().size() != 1) {
            throw Refusal.of("Cannot use -var without exactly one -templated-policy");
        }
        List<AclTemplatedPolicy> read = new ArrayList<>();
        for (String name : names.get()) {
            read.add(new AclTemplatedPolicy(name, filled, null));
        }
        if (!file.get().isEmpty()) {
            read.addAll(TemplateFile.read(file.get()));
        }
        return read;
    }

    /// Variables as the command line has them; null when there are none.
    static @Nullable AclTemplateVariables variables(List<String> given) throws Refusal {
        String name = "";
        for (String text : given) {
            int colon = text.indexOf(':');
            if (colon < 1 || !text.substring(0, colon).toLowerCase(Locale.ROOT).equals("name")) {
                throw Refusal.of("Malformed -var argument: \"" + text + "\" (expected name:VALUE)");
            }
            name = text.substring(colon + 1);
        }
        return given.isEmpty() ? null : new AclTemplateVariables(name);
    }
}
