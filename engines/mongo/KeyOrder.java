import de.bwaldvogel.mongo.backend.KeyValue;
import java.util.LinkedHashMap;
import java.util.Map;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.type.ObjectDataType;

/**
 * The order of keys in an index: by their values, one after the other. By itself H2 orders objects that it doesn't know by
 * their serialized bytes and serializes both at each comparison, which was most of what a find or an insert took.
 */
final class KeyOrder extends ObjectDataType {
  /** Stands between collection and index in the names that the library gives to the maps of indexes. */
  static final String INDEX = "._index_";

  private static final MVMap.Builder<Object, Object> IN_ORDER =
      new MVMap.Builder<Object, Object>().keyType(new KeyOrder());

  /** Opens the map of an index; whoever opens it later, without an order of their own, is given this one. */
  static void open(MVStore store, String map) {
    store.openMap(map, IN_ORDER);
  }

  /** Orders the indexes of a file anew that was written before there was this order: all of them, or nothing is changed. */
  static void establish(String file) {
    MVStore store = new MVStore.Builder().fileName(file).autoCommitDisabled().open();
    try {
      reorderAll(store);
      store.close();
    } catch (Throwable broken) {
      // By closing it, a store keeps what was done so far.
      store.closeImmediately();
      throw broken;
    }
  }

  private static void reorderAll(MVStore store) {
    MVMap<String, String> format = store.openMap("stand-in.format");
    if (format.containsKey("keyOrder")) return;
    for (String name : store.getMapNames()) if (name.contains(INDEX)) reorder(store, name);
    format.put("keyOrder", "by values");
  }

  private static void reorder(MVStore store, String name) {
    MVMap<Object, Object> before = store.openMap(name);
    Map<Object, Object> entries = new LinkedHashMap<>(before);
    store.removeMap(before);
    store.openMap(name, IN_ORDER).putAll(entries);
  }

  @Override
  public int compare(Object one, Object other) {
    KeyValue a = (KeyValue) one;
    KeyValue b = (KeyValue) other;
    int order = Integer.compare(a.size(), b.size());
    for (int i = 0; order == 0 && i < a.size(); i++) order = compareValues(a.get(i), b.get(i));
    return order;
  }

  /** Values of different types by the names of these: what is compared with itself must always come out the same. */
  @SuppressWarnings("unchecked")
  private int compareValues(Object a, Object b) {
    if (a == null || b == null || a.getClass() != b.getClass()) return typeOf(a).compareTo(typeOf(b));
    return a instanceof Comparable ? ((Comparable<Object>) a).compareTo(b) : super.compare(a, b);
  }

  private static String typeOf(Object value) {
    return value == null ? "" : value.getClass().getName();
  }
}
