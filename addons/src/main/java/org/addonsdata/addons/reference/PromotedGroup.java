package org.addonsdata.addons.reference;

/** The groups an add-on can be promoted in, with their numbers, as addons-server has them. */
public enum PromotedGroup {
    RECOMMENDED(1, "Recommended", 5, true, true),
    SPONSORED(2, "Sponsored", 0, true, true),
    VERIFIED(3, "Verified", 0, true, false),
    LINE(4, "By Firefox", 5, true, true),
    SPOTLIGHT(5, "Spotlight", 0, false, true),
    STRATEGIC(6, "Strategic", 0, false, false);

    private final int id;
    private final String title;
    private final int searchRankingBump;
    private final boolean badged;
    private final boolean hero;

    PromotedGroup(int id, String title, int searchRankingBump, boolean badged, boolean hero) {
        this.id = id;
        this.title = title;
        this.searchRankingBump = searchRankingBump;
        this.badged = badged;
        this.hero = hero;
    }

    public int id() {
        return id;
    }

    public String title() {
        return title;
    }

    public String apiName() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }

    public int searchRankingBump() {
        return searchRankingBump;
    }

    /** Whether the site shows a badge. */
    public boolean badged() {
        return badged;
    }

    /** Whether a member can be the hero of the home page. */
    public boolean hero() {
        return hero;
    }

    /** Whether versions are reviewed before they are listed: all groups but the strategic one. */
    public boolean reviewedFirst() {
        return this != STRATEGIC;
    }

    /** Whether administrators review as well. */
    public boolean reviewedByAdministrators() {
        return this == LINE || this == SPOTLIGHT || this == STRATEGIC;
    }

    /** Whether these are no longer given to new add-ons. */
    public boolean retired() {
        return this == SPONSORED || this == VERIFIED;
    }
}
