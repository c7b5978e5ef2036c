using Akka.Actor;

namespace Akka.Persistence.Snapshot;

/// <summary>
/// The content of a snapshot file: as the original writes it, three protobuf fields, which are the id of the
/// serializer (1), its bytes (2) and its manifest (3).
/// </summary>
internal static class SnapshotFile
{
    private const int Number = 0;
    private const int Bytes = 2;

    public static byte[] Write(ActorSystem system, object snapshot)
    {
        var serializer = system.Serialization.FindSerializerFor(snapshot);
        var manifest = System.Text.Encoding.UTF8.GetBytes(Akka.Serialization.Serialization.ManifestFor(serializer, snapshot));
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
        writer.Write7BitEncodedInt((1 << 3) | Number);
        writer.Write7BitEncodedInt64(serializer.Identifier);
        WriteBytes(2, serializer.ToBinary(snapshot));
        if (manifest.Length > 0)
            WriteBytes(3, manifest);
        return stream.ToArray();

        void WriteBytes(int field, byte[] bytes)
        {
            writer.Write7BitEncodedInt((field << 3) | Bytes);
            writer.Write7BitEncodedInt(bytes.Length);
            writer.Write(bytes);
        }
    }

    public static object Read(ActorSystem system, byte[] file)
    {
        using var reader = new BinaryReader(new MemoryStream(file));
        var id = 0;
        byte[] payload = [], manifest = [];
        while (reader.BaseStream.Position < file.Length)
        {
            var tag = reader.Read7BitEncodedInt();
            switch (tag >> 3, tag & 7)
            {
                case (1, Number): id = (int)reader.Read7BitEncodedInt64(); break;
                case (2, Bytes): payload = reader.ReadBytes(reader.Read7BitEncodedInt()); break;
                case (3, Bytes): manifest = reader.ReadBytes(reader.Read7BitEncodedInt()); break;
                default: throw new InvalidDataException($"A snapshot file has no field {tag >> 3} of kind {tag & 7}");
            }
        }

        return system.Serialization.Deserialize(payload, id, System.Text.Encoding.UTF8.GetString(manifest));
    }
}
