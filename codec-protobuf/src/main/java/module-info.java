/** Generated Protocol Buffers messages as values. */
@SuppressWarnings("requires-transitive-automatic") // the library has a name and no descriptor
module io.natter.codec.protobuf {
    requires transitive io.natter.client;
    requires transitive com.google.protobuf;
    requires static transitive org.jspecify;

    exports io.natter.codec.protobuf;
}
