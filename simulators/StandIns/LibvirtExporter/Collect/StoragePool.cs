using System.Text;
using Validation.Simulators.StandIns.LibvirtExporter.Wire;

namespace Validation.Simulators.StandIns.LibvirtExporter.Collect;

/// <summary>A storage pool as libvirt lists it.</summary>
/// <param name="Name">Name of the pool.</param>
/// <param name="Xdr">The whole <c>remote_nonnull_storage_pool</c>.</param>
internal sealed record StoragePool(string Name, byte[] Xdr)
{
    /// <summary>Reads the answer of CONNECT_LIST_ALL_STORAGE_POOLS. Null when it cannot be decoded.</summary>
    public static StoragePool[]? Read(ReadOnlySpan<byte> reply)
    {
        var reader = new XdrReader(reply);
        var pools = new StoragePool[reader.ReadCount(Packet.MaxList, least: 20)];
        for (var i = 0; i < pools.Length; i++)
        {
            var start = reader.Offset;
            var name = reader.ReadString();
            reader.ReadUInt128();
            if (reader.Bad)
                return null;
            pools[i] = new StoragePool(Encoding.UTF8.GetString(name), reply[start..reader.Offset].ToArray());
        }

        reader.ReadUInt32();
        return reader.Bad ? null : pools;
    }
}
