package org.addonsdata.addons.reference;

import java.util.Arrays;

/** The licences a developer can choose from; ids count from 1 in this order. */
public enum License {
    MPL_2(1, 9, "Mozilla Public License 2.0", "https://www.mozilla.org/MPL/2.0/"),
    GPL_2(
            2,
            2,
            "GNU General Public License, version 2.0",
            "https://www.gnu.org/licenses/old-licenses/gpl-2.0.html"),
    GPL_3(
            3,
            3,
            "GNU General Public License, version 3.0",
            "https://www.gnu.org/licenses/gpl-3.0.html"),
    LGPL_2(
            4,
            4,
            "GNU Lesser General Public License, version 2.1",
            "https://www.gnu.org/licenses/old-licenses/lgpl-2.1.html"),
    LGPL_3(
            5,
            5,
            "GNU Lesser General Public License, version 3.0",
            "https://www.gnu.org/licenses/lgpl-3.0.html"),
    MIT(6, 6, "MIT/X11 License", "https://opensource.org/license/mit"),
    BSD(7, 7, "BSD License", "https://opensource.org/license/bsd-2-clause"),
    APACHE_2(8, 10, "Apache License 2.0", "https://www.apache.org/licenses/LICENSE-2.0"),
    ALL_RIGHTS_RESERVED_CC(9, 11, "All Rights Reserved", ""),
    CC_BY(
            10,
            12,
            "Creative Commons Attribution 3.0",
            "https://creativecommons.org/licenses/by/3.0/"),
    CC_BY_NC(
            11,
            13,
            "Creative Commons Attribution-NonCommercial 3.0",
            "https://creativecommons.org/licenses/by-nc/3.0/"),
    CC_BY_NC_ND(
            12,
            14,
            "Creative Commons Attribution-NonCommercial-NoDerivs 3.0",
            "https://creativecommons.org/licenses/by-nc-nd/3.0/"),
    CC_BY_NC_SA(
            13,
            15,
            "Creative Commons Attribution-NonCommercial-Share Alike 3.0",
            "https://creativecommons.org/licenses/by-nc-sa/3.0/"),
    CC_BY_ND(
            14,
            16,
            "Creative Commons Attribution-NoDerivs 3.0",
            "https://creativecommons.org/licenses/by-nd/3.0/"),
    CC_BY_SA(
            15,
            17,
            "Creative Commons Attribution-ShareAlike 3.0",
            "https://creativecommons.org/licenses/by-sa/3.0/"),
    ALL_RIGHTS_RESERVED(16, 18, "All Rights Reserved", "");

    private static final int FIRST_CREATIVE_COMMONS = 11;
    private static final int LAST_CREATIVE_COMMONS = 17;

    private final int id;
    private final int builtin;
    private final String title;
    private final String url;

    License(int id, int builtin, String title, String url) {
        this.id = id;
        this.builtin = builtin;
        this.title = title;
        this.url = url;
    }

    public int id() {
        return id;
    }

    /** addons-server's own number of the licence. */
    public int builtin() {
        return builtin;
    }

    public String title() {
        return title;
    }

    /** Where its text is; empty where there is none. */
    public String url() {
        return url;
    }

    /** Short: the whole texts are behind the addresses. */
    public String text() {
        return url.isEmpty()
                ? "All rights reserved by the author."
                : "Licensed under the " + title + ". The whole text: " + url;
    }

    /** Licences for code, for themes (Creative Commons) otherwise. */
    public static License[] forThemes(boolean themes) {
        return Arrays.stream(values())
                .filter(license ->
                        themes
                                == (license.builtin >= FIRST_CREATIVE_COMMONS
                                        && license.builtin <= LAST_CREATIVE_COMMONS))
                .toArray(License[]::new);
    }
}
