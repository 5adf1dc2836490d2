/** The part of a list that is asked for. */
export interface PageRequest {
  offset: number;
  limit: number;
}

/** The part of a list that was found, and how many there are in all. */
export interface Page<T> extends PageRequest {
  items: T[];
  total: number;
}
