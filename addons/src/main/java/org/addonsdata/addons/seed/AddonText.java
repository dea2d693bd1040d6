package org.addonsdata.addons.seed;

/** The translated texts of an add-on, in the order of its columns. */
enum AddonText {
    NAME(false),
    SUMMARY(true),
    DESCRIPTION(true),
    DEVELOPER_COMMENTS(true),
    EULA(true),
    PRIVACY_POLICY(true),
    HOMEPAGE(false),
    SUPPORT_EMAIL(false),
    SUPPORT_URL(false);

    private final boolean markup;

    AddonText(boolean markup) {
        this.markup = markup;
    }

    /** Whether the text may hold markup, so that a cleaned copy is stored beside it. */
    boolean markup() {
        return markup;
    }
}
