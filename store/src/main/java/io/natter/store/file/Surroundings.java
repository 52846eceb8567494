package io.natter.store.file;

import io.natter.store.StoreOptions;
import io.natter.store.disk.Disk;
import io.natter.store.format.RecordCheck;
import io.natter.store.index.ColumnsCache;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;

/**
 * What all streams of a store share.
 *
 * <p>Thread-safe.
 *
 * @param disk the files
 * @param openFiles those of them that are open
 * @param home the names of the streams' directories
 * @param isProven whether all files were on disk when the store was opened
 * @param options how the store works
 * @param committer forces files
 * @param blocks blocks of files that were read
 * @param columns inner indexes of full files
 * @param recentBytes bytes of records in memory because they were written lately
 * @param spares arrays for more of them
 * @param fileIds numbers for open files
 * @param closing how long closing may take, and what it left
 * @param nowNs the time, in ns since 1970
 * @param random salts
 * @param check whether records are whole
 */
record Surroundings(
        Disk disk,
        OpenFiles openFiles,
        DirectoryNames home,
        boolean isProven,
        StoreOptions options,
        Committer committer,
        BlockCache blocks,
        ColumnsCache columns,
        AtomicLong recentBytes,
        SpareChunks spares,
        AtomicLong fileIds,
        ClosingTime closing,
        LongSupplier nowNs,
        IntSupplier random,
        RecordCheck check) {}
