package org.addonsdata.addons.reference;

import java.util.Arrays;
import java.util.List;

/** The categories of extensions and themes with addons-server's numbers; no table holds them. */
public enum Category {
    ALERTS_UPDATES(72, false),
    APPEARANCE(14, false),
    BOOKMARKS(22, false),
    DOWNLOAD_MANAGEMENT(5, false),
    FEEDS_NEWS_BLOGGING(1, false),
    GAMES_ENTERTAINMENT(142, false),
    LANGUAGE_SUPPORT(37, false),
    PHOTOS_MUSIC_VIDEOS(38, false),
    PRIVACY_SECURITY(12, false),
    SEARCH_TOOLS(13, false),
    SHOPPING(141, false),
    SOCIAL_COMMUNICATION(71, false),
    TABS(93, false),
    WEB_DEVELOPMENT(4, false),
    OTHER(73, false),
    THEME_ABSTRACT(300, true),
    THEME_CAUSES(320, true),
    THEME_FASHION(324, true),
    THEME_FILM_AND_TV(326, true),
    THEME_FIREFOX(308, true),
    THEME_FOXKEH(310, true),
    THEME_HOLIDAY(328, true),
    THEME_MUSIC(322, true),
    THEME_NATURE(302, true),
    THEME_OTHER(314, true),
    THEME_SCENERY(306, true),
    THEME_SEASONAL(312, true),
    THEME_SOLID(318, true),
    THEME_SPORTS(304, true),
    THEME_WEBSITES(316, true);

    private static final String THEME_PREFIX = "theme-";

    private final int id;
    private final boolean theme;

    Category(int id, boolean theme) {
        this.id = id;
        this.theme = theme;
    }

    public int id() {
        return id;
    }

    public boolean theme() {
        return theme;
    }

    /** The name in addresses, such as {@code privacy-security}. */
    public String slug() {
        var slug = name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
        return theme ? slug.substring(THEME_PREFIX.length()) : slug;
    }

    /** The categories of themes, or those of extensions. */
    public static List<Category> of(boolean theme) {
        return Arrays.stream(values()).filter(category -> category.theme == theme).toList();
    }

    /** The category of that name and kind. */
    public static Category of(String slug, boolean theme) {
        return of(theme).stream()
                .filter(category -> category.slug().equals(slug))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no category " + slug));
    }
}
