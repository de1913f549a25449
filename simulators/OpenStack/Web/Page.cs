namespace Validation.Simulators.OpenStack.Web;

/// <summary>One page of a list.</summary>
/// <param name="Items">What is on it.</param>
/// <param name="Last">Marker of the page after it; null when the service would tell none.</param>
internal sealed record Page<T>(IReadOnlyList<T> Items, string? Last)
{
    /// <summary>
    /// Cuts a page out of an ordered list: what follows the marker, as many as the limit allows. A full page tells the next
    /// one even when that will be empty: the services do not look ahead.
    /// </summary>
    /// <param name="all">The whole list, in order.</param>
    /// <param name="id">What a marker names.</param>
    /// <param name="marker">Last of the page before; null for the first page.</param>
    /// <param name="limit">As asked; null for the service's own.</param>
    /// <param name="max">The service's most.</param>
    /// <param name="unknown">The error for a marker that is in no list.</param>
    /// <param name="telling">Whether a page that is full without a limit of the client's tells the next one.</param>
    public static Page<T> Cut(IReadOnlyList<T> all, Func<T, string> id, string? marker, int? limit, int max, Func<string, ApiException> unknown,
        bool telling = true)
    {
        var start = 0;
        if (!string.IsNullOrEmpty(marker))
        {
            while (start < all.Count && id(all[start]) != marker)
                start++;
            if (start++ == all.Count)
                throw unknown(marker);
        }

        var size = Math.Min(limit ?? max, max);
        var items = all.Skip(start).Take(size).ToArray();
        var full = items.Length > 0 && items.Length == size && (limit is not null || telling);
        return new Page<T>(items, full ? id(items[^1]) : null);
    }
}
