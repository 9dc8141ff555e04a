package io.praetor.cli.acl;

import io.praetor.model.acl.AclTemplate;
import io.praetor.model.codec.Codec;

/// Prints a template of policies.
final class TemplateText implements ObjectText<AclTemplate> {
    @Override
    public Codec<AclTemplate> json() {
        return AclTemplate.CODEC;
    }

    @Override
    public String pretty(AclTemplate template, boolean meta) {
        return new Rows("", "Input variables: ".length())
                .row("Name", template.name())
                .row("Description", template.description())
                .row("Input variables", template.schema().isEmpty() ? "None" : "Name: String - Required")
                .line("Raw Template:")
                .text(template.template())
                .toString();
    }
}
