/** Values as JSON, by Jackson. */
module io.natter.codec.jackson {
    requires transitive io.natter.client;
    requires transitive com.fasterxml.jackson.databind;
    requires static transitive org.jspecify;

    exports io.natter.codec.jackson;
}
